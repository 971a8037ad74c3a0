// @ringcentral/sdk: sign-in with JWT and with a code, its own recovery of a 401, its own waiting after a 429.
import { SDK } from "@ringcentral/sdk";

import { check, equal, expect, office, runAll, switches } from "./kit.mjs";
import { agree, plainHeaders, restChecks } from "./rest.mjs";

let made = 0;

function make(more = {}) {
  const sdk = new SDK({
    server: office.server_url, clientId: office.client_id, clientSecret: office.client_secret,
    cachePrefix: `client-${(made += 1)}`, ...more,
  });
  return sdk.platform();
}

async function told(response) {
  const text = await response.text();
  const json = response.headers.get("content-type")?.startsWith("application/json");
  return { status: response.status, headers: plainHeaders(response.headers), body: json ? JSON.parse(text) : text };
}

async function get(platform, url, query = {}, plain = false) {
  try {
    return await told(await platform.get(url, query, { retry: plain }));
  } catch (error) {
    if (!error.response) throw error;
    return told(error.response);
  }
}

restChecks("a JWT", {
  make,
  signIn: (platform) => platform.login({ jwt: office.jwt }),
  tokens: (platform) => platform.auth().data(),
  refresh: (platform) => platform.refresh(),
  forge: (platform, text) => platform.auth().setData({ access_token: text }),
  get,
  recovered: (platform, url) => get(platform, url),
  signOut: (platform) => platform.logout(),
  misuse: async (platform) => {
    try {
      await platform.login({ jwt: "not.a.jwt" });
    } catch (error) {
      return { ...(await told(error.response)), error: "invalid_grant", code: "OAU-149" };
    }
    throw new Error("a made-up JWT was accepted");
  },
});

check("signs in with a code and PKCE, without a secret", { fault: "sign_in_refused" }, async (t) => {
  const redirectUri = office.redirect_uris[0];
  const platform = make({ clientId: office.public_client_id, clientSecret: "", redirectUri });
  const code = await agree(platform.loginUrl({ usePKCE: true, state: "here" }));
  await t.trouble();
  await t.within(platform.login({ code }), "sign-in");
  await t.within(platform.refresh(), "refresh");
  equal((await get(platform, "/restapi/v1.0/account/~/extension/~")).status, 200, "status");
  return "code, verifier, client_id in the form; refreshed";
});

check("a 429 is waited out and the request repeated", { fault: "plain_429" }, async (t) => {
  const platform = make();
  await platform.login({ jwt: office.jwt });
  await switches({ limits: { light: 1 }, limit_penalty: 1, limit_window: 1 });
  const url = "/restapi/v1.0/account/~/extension/~";
  const waits = [];
  platform.on(platform.events.rateLimitError, (error) => waits.push(error.retryAfter));
  await platform.get(url);
  await t.trouble();
  // The window is over in a moment here: ask until one is refused.
  await t.until(async () => {
    await platform.get(url, {}, { handleRateLimit: true });
    return waits.length > 0;
  }, "a 429");
  equal(waits[0], 1000, "milliseconds to wait");
  return "waited 1 s, then 200";
});

check("the text of an error is the platform's message", { fault: "bad_gateway" }, async (t) => {
  const platform = make();
  await platform.login({ jwt: office.jwt });
  await t.trouble();
  try {
    await platform.get("/restapi/v1.0/account/~/extension/1");
  } catch (error) {
    equal(error.message, "Resource for parameter [extensionId] is not found", "message");
    return error.message;
  }
  return expect(false, "nothing was refused");
});

await runAll();
