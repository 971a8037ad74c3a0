// Checks of notifications for the two packages that carry them. Each script hands in its adapter:
//   signIn(t)                 a signed-in client; its socket is still to come
//   subscribe(t, c, filters, heard)   the package's subscription object: subscriptionInfo, wse, refresh(), revoke()
//   sessionId(c), get(c, url), revokeToken(c)   by HTTP
//   cut(t, subscription, c)   loses the connection without a close frame
// plus the faults under which its 100 notifications must not pass.
import { check, control, equal, expect, presence, visible } from "./kit.mjs";

export const ACCOUNT = "/restapi/v1.0/account/~/presence?detailedTelephonyState=true";
export const SUBSCRIPTIONS = "/restapi/v1.0/subscription";
const CALLS = ["Ringing", "CallConnected", "OnHold", "NoCall"];

export const onePerson = (id) => `/restapi/v1.0/account/~/extension/${id}/presence?detailedTelephonyState=true`;

// One change of one person after the other, through every kind of call.
export async function move(from, to, between = () => {}) {
  const everybody = await visible();
  for (let turn = from; turn < to; turn += 1) {
    const { id } = everybody[turn % everybody.length];
    await presence(id, { telephonyStatus: CALLS[Math.floor(turn / everybody.length) % CALLS.length] });
    await between(turn);
  }
}

// The client's own intervals would go on looking for the connection of a check that is over.
export function endLine(t, wse) {
  t.after(() => {
    wse.options.autoRecover.enabled = false;
    clearInterval(wse.intervalHandle);
    clearTimeout(wse.pingServerHandle);
    wse.ws?.terminate();
  });
  return wse;
}

export const closed = (wse) => new Promise((over) => wse.ws.addEventListener("close", ({ code }) => over(code)));

export function recovered(wse) {
  return new Promise((over) => {
    wse.eventEmitter.once("autoRecoverSuccess", () => over("Successful"));
    wse.eventEmitter.once("autoRecoverFailed", () => over(wse.connectionDetails.recoveryState));
  });
}

export const unheard = (here, there) => {
  const known = new Set(here.map(({ body }) => `${body.extensionId}/${body.sequence}`));
  return there.filter(({ body }) => !known.has(`${body.extensionId}/${body.sequence}`));
};

const quiet = (wse) => wse.request("GET", "/restapi/v1.0/account/~");

export function liveChecks({ signIn, subscribe, sessionId, get, revokeToken, cut, spoilt }) {
  const begin = async (t, filters, heard = () => {}) => {
    const c = await t.within(signIn(t), "sign-in");
    const subscription = await t.within(subscribe(t, c, filters, heard), "subscription");
    return { c, subscription, wse: endLine(t, subscription.wse) };
  };

  check("filters are created, with real ids in place of ~", { fault: "subscription_refused" }, async (t) => {
    const [owner, someone] = await visible();
    await t.trouble();
    const { c, subscription } = await begin(t, [ACCOUNT, onePerson("~"), onePerson(someone.id)]);
    const { id, uri, eventFilters, status, deliveryMode, expiresIn } = subscription.subscriptionInfo;
    equal([status, deliveryMode.transportType, uri], ["Active", "WebSocket", `${SUBSCRIPTIONS}/${id}`], "subscription");
    equal(eventFilters.length, 3, "filters");
    expect(!eventFilters.join().includes("~"), `~ in ${eventFilters}`);
    const own = eventFilters.find((one) => one.includes(`/extension/${owner.id}/presence`));
    expect(own, `my own presence is not among ${eventFilters}`);
    expect(expiresIn > 0, `expiresIn is ${expiresIn}`);
    const listed = await get(c, SUBSCRIPTIONS);
    equal(listed.records.map((one) => one.id), [id], "listed subscriptions");
    return `3 filters, ${expiresIn} s, listed over HTTP`;
  });

  check("filters are narrowed with PUT, the subscription stays", { fault: "subscription_refused" }, async (t) => {
    const heard = [];
    const [, one, other] = await visible();
    const { subscription, wse } = await begin(t, [ACCOUNT], (event) => heard.push(event));
    const { id } = subscription.subscriptionInfo;
    await t.trouble();
    subscription.eventFilters = [onePerson(one.id)];
    await t.within(subscription.refresh(), "refresh"); // the client swallows what this is answered, unless it is 404
    equal(subscription.subscriptionInfo.id, id, "id");
    equal(subscription.subscriptionInfo.eventFilters.length, 1, "filters");
    await presence(other.id, { userStatus: "Busy" });
    await presence(one.id, { userStatus: "Busy" });
    await t.until(() => heard.length, "a notification");
    await quiet(wse);
    equal(heard.map(({ body }) => body.extensionId), [one.id], "notifications about");
    return "one of two changes came";
  });

  check("filters are removed with DELETE, nothing comes any more", { fault: "silent_socket" }, async (t) => {
    const frames = [];
    const [, someone] = await visible();
    const { c, subscription, wse } = await begin(t, [ACCOUNT]);
    wse.ws.addEventListener("message", ({ data }) => frames.push(JSON.parse(data)[0].type));
    await t.trouble();
    await t.within(subscription.revoke(), "DELETE");
    await presence(someone.id, { userStatus: "Busy" });
    await control("POST", "pause");
    await t.within(quiet(wse), "an answer");
    equal((await get(c, SUBSCRIPTIONS)).records, [], "listed subscriptions");
    expect(!frames.includes("ServerNotification"), "a notification came");
    return "204, list empty, silence";
  });

  check("100 notifications, each field", spoilt, async (t) => {
    const heard = [];
    const { subscription } = await begin(t, [ACCOUNT], (event) => heard.push(event));
    await t.trouble();
    await move(0, 100);
    await t.until(() => heard.length >= 100, () => `${heard.length} of 100 notifications`);
    const unlike = heard.find(({ subscriptionId }) => subscriptionId !== subscription.subscriptionInfo.id);
    expect(!unlike, "one was of another subscription");
    return { seen: `${heard.length} came`, notifications: heard };
  });

  check("TCP cut: the same subscription goes on", { fault: "recovery_fails" }, async (t) => {
    const heard = [];
    const { c, subscription, wse } = await begin(t, [ACCOUNT], (event) => heard.push(event));
    const { id } = subscription.subscriptionInfo;
    await t.trouble();
    const again = recovered(wse);
    await cut(t, subscription, sessionId(c));
    equal(await t.within(again, "recovery"), "Successful", "recoveryState");
    equal(subscription.subscriptionInfo.id, id, "subscription id");
    await move(0, 1);
    await t.until(() => heard.length, "a notification after recovery");
    equal(heard[0].subscriptionId, id, "subscriptionId");
    return "recoveryState Successful";
  });

  check("TCP cut in mid-stream: nothing missed against a second listener", { fault: "dropped_event" }, async (t) => {
    const [first, second] = [[], []];
    const one = await begin(t, [ACCOUNT], (event) => first.push(event));
    await begin(t, [ACCOUNT], (event) => second.push(event));
    const again = recovered(one.wse);
    await move(0, 70, async (turn) => {
      if (turn === 20) await cut(t, one.subscription, sessionId(one.c));
      if (turn === 30) await t.trouble({ client: sessionId(one.c) });
    });
    equal(await t.within(again, "recovery"), "Successful", "recoveryState");
    await move(70, 90);
    await control("POST", "pause");
    await t.until(() => second.length >= 90, () => `the second listener heard ${second.length} of 90`);
    await t.until(() => unheard(first, second).length === 0, () => `${unheard(first, second).length} missed`);
    const uuids = new Set(first.map(({ uuid }) => uuid));
    equal(uuids.size, first.length, "different uuids");
    return `${second.length} changes, cut at the 20th, all heard once`;
  });

  check("revoke closes the socket", { fault: "silent_socket" }, async (t) => {
    const { c, wse } = await begin(t, [ACCOUNT]);
    wse.options.autoRecover.enabled = false;
    const over = closed(wse);
    await t.trouble();
    await revokeToken(c);
    const code = await t.within(over, "close");
    equal((await control("GET", "stats")).sockets, [], "sockets");
    return `closed with ${code}`;
  });
}
