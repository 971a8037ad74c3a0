// @rc-ex/core: the plain client. It recovers nothing by itself; its users refresh after a 401 and ask again.
import RingCentral from "@rc-ex/core";

import { check, equal, office, people, runAll } from "./kit.mjs";
import { agree, plainHeaders, restChecks } from "./rest.mjs";

const make = (more = {}) =>
  new RingCentral({
    server: office.server_url, clientId: office.client_id, clientSecret: office.client_secret, ...more,
  });

const told = ({ status, headers, data }) => ({ status, headers: plainHeaders({ ...headers }), body: data });

async function get(rc, url, query = {}) {
  try {
    return told(await rc.get(url, query));
  } catch (error) {
    if (!error.response) throw error;
    return told(error.response);
  }
}

restChecks("a JWT", {
  make,
  signIn: (rc) => rc.authorize({ jwt: office.jwt }),
  tokens: (rc) => rc.token,
  refresh: (rc) => rc.refresh(),
  forge: (rc, text) => {
    rc.token = { ...rc.token, access_token: text };
  },
  get,
  recovered: async (rc, url) => {
    const first = await get(rc, url);
    if (first.status !== 401) return first;
    await rc.refresh();
    return get(rc, url);
  },
  signOut: (rc) => rc.revoke(),
  misuse: async (rc) => {
    try {
      await rc.authorize({ jwt: "not.a.jwt" });
    } catch (error) {
      return { ...told(error.response), error: "invalid_grant", code: "OAU-149" };
    }
    throw new Error("a made-up JWT was accepted");
  },
});

check("signs in with a code, without a secret", { fault: "sign_in_refused" }, async (t) => {
  const rc = make({ clientId: office.public_client_id, clientSecret: undefined });
  const redirect_uri = office.redirect_uris[0];
  const verifier = "a-verifier-that-is-long-enough-for-the-standard-0123456789";
  const query = new URLSearchParams({
    response_type: "code", client_id: office.public_client_id, redirect_uri, code_challenge: verifier,
  });
  const code = await agree(`${office.server_url}/restapi/oauth/authorize?${query}`);
  await t.trouble();
  await t.within(rc.authorize({ code, redirect_uri, code_verifier: verifier }), "sign-in");
  await t.within(rc.refresh(), "refresh");
  equal((await get(rc, "/restapi/v1.0/account/~")).status, 200, "status");
  return "plain challenge is the default; refreshed by client_id alone";
});

check("presence of several people in one request", { fault: "empty_gateway" }, async (t) => {
  const rc = make();
  await rc.authorize({ jwt: office.jwt });
  const ids = (await people()).slice(0, 3).map(({ id }) => id);
  await t.trouble();
  const url = `/restapi/v1.0/account/~/extension/${[...ids, 1].join(",")}/presence`;
  const answer = await rc.get(url, {}, { headers: { Accept: "application/vnd.ringcentral.multipart+json" } });
  equal(answer.status, 207, "status");
  equal(answer.data.map((one) => one.status), [200, 200, 200, 404], "parts");
  equal(answer.data.map((one) => Number(one.resourceId)), [...ids, 1], "resourceId");
  const mixed = await rc.get(url);
  equal(mixed.status, 207, "status");
  const type = mixed.headers["content-type"];
  equal(type.startsWith("multipart/mixed; boundary="), true, `multipart/mixed in ${type}`);
  return "207 as JSON and as multipart, one 404 inside";
});

await runAll();
