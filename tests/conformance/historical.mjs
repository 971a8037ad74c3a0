// ringcentral 2.0.6, the client of 2015: it knows codes and passwords, no JWT, and its notifications were PubNub's.
import RingCentral from "ringcentral";

import { check, equal, expect, office, people, runAll } from "./kit.mjs";
import { agree, restChecks } from "./rest.mjs";

let made = 0;

const make = () =>
  new RingCentral({
    server: office.server_url, appKey: office.client_id, appSecret: office.client_secret,
    cachePrefix: `client-${(made += 1)}`,
  }).platform();

async function signIn(platform) {
  const redirectUri = office.redirect_uris[0];
  return platform.login({ code: await agree(platform.authUrl({ redirectUri, state: "here" })), redirectUri });
}

function told(answer) {
  const headers = {};
  answer.response().headers.forEach((value, key) => (headers[key.toLowerCase()] = value));
  const json = headers["content-type"]?.startsWith("application/json");
  return { status: answer.response().status, headers, body: json ? answer.json() : undefined };
}

// After a 401 this client refreshes and repeats for as long as it is refused: `plain` takes the first answer instead.
async function get(platform, url, query = {}, plain = false) {
  let take;
  const refused = new Promise((_, reject) => (take = reject));
  refused.catch(() => {});
  if (plain) platform.client().on("requestError", take);
  try {
    return told(await Promise.race([platform.get(url, query), refused]));
  } catch (error) {
    if (!error.apiResponse?.response()) throw error;
    return told(error.apiResponse);
  } finally {
    platform.client().off("requestError", take);
  }
}

restChecks("a code", {
  make,
  signIn,
  tokens: (platform) => platform.auth().data(),
  refresh: (platform) => platform.refresh(),
  forge: (platform, text) => platform.auth().setData({ access_token: text }),
  get,
  recovered: (platform, url) => get(platform, url),
  signOut: (platform) => platform.logout(),
  misuse: async (platform) => {
    try {
      await platform.login({ username: "101", password: "secret" });
    } catch (error) {
      return { ...told(error.apiResponse), error: "unsupported_grant_type", code: "OAU-250" };
    }
    throw new Error("a password was accepted");
  },
});

check("the article's way: people by pages, presence of each", { fault: "overloaded" }, async (t) => {
  const platform = make();
  await signIn(platform);
  const found = [];
  for (let page = 1, more = true; more; page += 1) {
    const json = (await platform.get("/account/~/extension", { page, perPage: 25 })).json();
    found.push(...json.records.filter(({ type, status }) => type === "User" && status === "Enabled"));
    more = json.navigation.nextPage !== undefined;
  }
  await t.trouble();
  for (const { id } of found.slice(0, 10)) {
    const url = `/account/~/extension/${id}/presence?detailedTelephonyState=true`;
    const json = (await platform.get(url)).json();
    expect(["Available", "Busy", "Offline"].includes(json.presenceStatus), `presenceStatus is ${json.presenceStatus}`);
  }
  const users = (await people()).filter(({ type }) => type === "User");
  equal(found.length, users.length, "users");
  return `${found.length} users, presence of 10`;
});

await runAll();
