// Checks of sign-in and REST that every client can be put through. Each client's script hands in its adapter:
//   make()             a new client, not signed in
//   signIn(c)          signs in; tokens(c) then answers its TokenInfo
//   refresh(c)         new tokens for the refresh token
//   forge(c, text)     puts another access token in place of the good one
//   get(c, url, query, plain)  {status, headers, body}, whatever happens; plain: without repeating after an error
//   recovered(c, url)  the same, after a 401 was recovered the way this client's users do it
//   signOut(c)         revokes
//   misuse(c)          a sign-in that has to be refused: {status, body}
import { check, control, equal, expect, fault, office, switches, visible } from "./kit.mjs";

const ME = "/restapi/v1.0/account/~/extension/~";
const EVERYBODY = "/restapi/v1.0/account/~/extension";

export function plainHeaders(headers) {
  const pairs = typeof headers.forEach === "function" && !Array.isArray(headers) ? [] : Object.entries(headers);
  if (pairs.length === 0) headers.forEach((value, key) => pairs.push([key, value]));
  return Object.fromEntries(pairs.map(([key, value]) => [key.toLowerCase(), String(value)]));
}

// The page a browser would show: agree to it and bring back where it leads.
export async function agree(url) {
  const form = new URL(url).search.slice(1);
  const answer = await fetch(`${office.server_url}/restapi/oauth/authorize`, {
    method: "POST", body: form, redirect: "manual", headers: { "Content-Type": "application/x-www-form-urlencoded" },
  });
  expect(answer.status === 302, `the authorize page answered ${answer.status}`);
  return new URL(answer.headers.get("location")).searchParams.get("code");
}

function refusedWith(answer, status, code, word = code) {
  equal(answer.status, status, "status");
  equal(answer.body?.errorCode, word, "errorCode");
  equal(answer.body.errors?.[0]?.errorCode, code, "errors[0].errorCode");
  expect(answer.body.message && answer.body.errors[0].message, "the error has no message");
  expect(answer.headers["content-type"]?.startsWith("application/json"), "the error is not application/json");
  expect(answer.headers.rcrequestid, "there is no RCRequestId");
  return `${status} ${code}`;
}

export function restChecks(signingIn, adapter) {
  const { make, signIn, tokens, refresh, forge, get, recovered, signOut, misuse } = adapter;

  const ready = async (t) => {
    const c = make();
    await t.within(signIn(c), "sign-in");
    return c;
  };

  check(`signs in with ${signingIn}`, { fault: "sign_in_refused" }, async (t) => {
    await t.trouble();
    const c = await ready(t);
    const info = await tokens(c);
    expect(typeof info.expires_in === "number" && info.expires_in > 60, `expires_in is ${info.expires_in}`);
    expect(typeof info.refresh_token_expires_in === "number", "refresh_token_expires_in is no number");
    expect(typeof info.owner_id === "string", "owner_id is no text");
    expect(info.scope.includes("ReadPresence"), `scope is ${info.scope}`);
    const me = await get(c, ME);
    equal(me.body.id, Number(info.owner_id), "my id");
    return `${info.token_type}, ${info.expires_in} s, owner ${me.body.extensionNumber}`;
  });

  check("refreshes; the old access token is dead at once", { switches: { refresh_tokens: false } }, async (t) => {
    await t.trouble();
    const c = await ready(t);
    const before = { ...(await tokens(c)) };
    await t.within(refresh(c), "refresh");
    const after = await tokens(c);
    expect(after.access_token !== before.access_token, "the access token stayed the same");
    expect(after.refresh_token !== before.refresh_token, "the refresh token stayed the same");
    equal((await get(c, ME)).status, 200, "status with the new token");
    const old = make();
    await signIn(old);
    await forge(old, before.access_token);
    return refusedWith(await get(old, ME, {}, true), 401, "OAU-129", "TokenInvalid");
  });

  check("a 401 is recovered", { fault: "unauthorized" }, async (t) => {
    const c = await ready(t);
    const before = (await tokens(c)).access_token;
    await fault("unauthorized", { once: true });
    await t.trouble();
    const answer = await t.within(recovered(c, ME), "recovery");
    equal(answer.status, 200, "status");
    expect((await tokens(c)).access_token !== before, "the token was not replaced");
    const { struck } = await control("GET", "faults");
    equal(struck.unauthorized, 1, "refused requests");
    return "one 401, one refresh, then 200";
  });

  check("pages to the last page", { fault: "bad_gateway" }, async (t) => {
    const c = await ready(t);
    const everybody = (await control("GET", "truth")).length;
    const ids = new Set();
    let pages = 0;
    let answer = await get(c, EVERYBODY, { page: 1, perPage: 7 });
    await t.trouble();
    for (;;) {
      equal(answer.status, 200, "status");
      const { records, navigation, paging } = answer.body;
      records.forEach(({ id }) => ids.add(id));
      pages += 1;
      equal(paging.page, pages, "paging.page");
      expect(navigation.lastPage.uri.startsWith(office.server_url), "navigation is not absolute");
      if (!navigation.nextPage) {
        equal(pages, paging.totalPages, "pages");
        equal(ids.size, paging.totalElements, "different ids");
        break;
      }
      answer = await get(c, navigation.nextPage.uri);
    }
    equal(ids.size, everybody, "people");
    return `${pages} pages, ${ids.size} extensions`;
  });

  check("lists in a query are repeated parameters", { switches: { user_permissions_missing: ["ReadExtensions"] } },
    async (t) => {
      const c = await ready(t);
      await t.trouble();
      const all = await get(c, EVERYBODY, { type: ["User", "Department"], status: ["Enabled"], perPage: 1000 });
      equal(all.status, 200, "status");
      const kinds = [...new Set(all.body.records.map((one) => `${one.type} ${one.status}`))].sort();
      equal(kinds, ["Department Enabled", "User Enabled"], "what came");
      return `${all.body.records.length} of two types`;
    });

  check("one person's detailed presence", { switches: { app_permissions_missing: ["ReadPresence", "EditPresence"] } },
    async (t) => {
      const c = await ready(t);
      const [, someone] = await visible();
      await control("POST", "presence", { id: someone.id, telephonyStatus: "CallConnected" });
      await t.trouble();
      const url = `${EVERYBODY}/${someone.id}/presence?detailedTelephonyState=true`;
      const answer = await get(c, url);
      equal(answer.status, 200, "status");
      const { presenceStatus, telephonyStatus, activeCalls, extension } = answer.body;
      equal([presenceStatus, telephonyStatus], ["Busy", "CallConnected"], "presence");
      equal(extension.id, someone.id, "extension.id");
      equal(activeCalls.length, 1, "active calls");
      return `${presenceStatus}, ${telephonyStatus}, 1 call`;
    });

  check("404: body", { fault: "bad_gateway" }, async (t) => {
    const c = await ready(t);
    await t.trouble();
    const answer = await get(c, `${EVERYBODY}/1`);
    const seen = refusedWith(answer, 404, "CMN-102");
    equal(answer.body.parameterName, "extensionId", "parameterName");
    return seen;
  });

  check("401: body for a token that is none", { fault: "unauthorized" }, async (t) => {
    const c = await ready(t);
    await forge(c, "garbage");
    await t.trouble();
    return refusedWith(await get(c, ME, {}, true), 401, "OAU-149", "TokenInvalid");
  });

  check("OAuth: body of a refused sign-in", { fault: "empty_gateway" }, async (t) => {
    await t.trouble();
    const { status, body, code, error } = await t.within(misuse(make()), "refusal");
    equal([status, body?.error], [400, error], "status and error");
    equal(body.errors[0].errorCode, code, "errors[0].errorCode");
    equal(body.errors[0].message, body.error_description, "message");
    return `${status} ${error} ${code}`;
  });

  check("429: body and headers", { fault: "plain_429" }, async (t) => {
    const c = await ready(t);
    await switches({ limits: { light: 2 } });
    const first = await get(c, ME, {}, true);
    equal(first.headers["x-rate-limit-remaining"], "1", "remaining");
    await get(c, ME, {}, true);
    await t.trouble();
    const answer = await get(c, ME, {}, true);
    const seen = refusedWith(answer, 429, "CMN-301");
    const named = ["group", "limit", "remaining", "window"].map((one) => answer.headers[`x-rate-limit-${one}`]);
    equal(named, ["light", "2", "0", "60"], "X-Rate-Limit headers");
    equal(answer.headers["retry-after"], "60", "Retry-After");
    return `${seen}, light 2 in 60 s, Retry-After 60`;
  });

  check("signing out ends the session", { fault: "reset" }, async (t) => {
    const c = await ready(t);
    const { access_token: token } = await tokens(c);
    await t.trouble();
    await t.within(signOut(c), "revoke");
    const other = make();
    await signIn(other);
    await forge(other, token);
    return refusedWith(await get(other, ME, {}, true), 401, "OAU-213", "TokenInvalid");
  });
}
