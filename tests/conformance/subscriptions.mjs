// @ringcentral/subscriptions on @ringcentral/sdk, with nothing of it changed: it looks for a lost socket every 2 s.
import { SDK } from "@ringcentral/sdk";
import { Subscriptions } from "@ringcentral/subscriptions";

import { fault, office, runAll } from "./kit.mjs";
import { liveChecks } from "./live.mjs";

let made = 0;

liveChecks({
  signIn: async () => {
    const sdk = new SDK({
      server: office.server_url, clientId: office.client_id, clientSecret: office.client_secret,
      cachePrefix: `client-${(made += 1)}`,
    });
    await sdk.platform().login({ jwt: office.jwt });
    const { session_id: id } = await sdk.platform().auth().data();
    return { platform: sdk.platform(), subscriptions: new Subscriptions({ sdk }), id };
  },
  subscribe: async (t, { subscriptions }, filters, heard) => {
    const subscription = subscriptions.createSubscription();
    subscription.on(subscription.events.notification, heard);
    // Its answer is the inner subscription, which can be refreshed and revoked; the outer one can do neither.
    return subscription.setEventFilters(filters).register();
  },
  sessionId: ({ id }) => id,
  get: async ({ platform }, url) => (await platform.get(url)).json(),
  revokeToken: ({ platform }) => platform.logout(),
  cut: (t, subscription, session) => fault("close_1006", { once: true, client: session }),
  spoilt: { fault: "missing_fields" },
});

await runAll();
