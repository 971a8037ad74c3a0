// @rc-ex/ws on @rc-ex/core: subscriptions, recovery, refusals and requests over the socket.
import RingCentral from "@rc-ex/core";
import WebSocketExtension from "@rc-ex/ws";

import { check, control, equal, expect, fault, office, presence, runAll, switches, visible } from "./kit.mjs";
import { ACCOUNT, closed, endLine, liveChecks, move, onePerson, recovered, SUBSCRIPTIONS } from "./live.mjs";

const SOON = () => 100; // milliseconds between looks for a lost connection; its own default is two seconds and more

const make = async () => {
  const rc = new RingCentral({
    server: office.server_url, clientId: office.client_id, clientSecret: office.client_secret,
  });
  await rc.authorize({ jwt: office.jwt });
  return rc;
};

async function connect(t, rc, options = {}) {
  const wse = new WebSocketExtension({ autoRecover: { enabled: false }, ...options });
  endLine(t, wse);
  await t.within(rc.installExtension(wse), "connection");
  return wse;
}

const recovering = () => ({ autoRecover: { enabled: true, checkInterval: SOON } });

liveChecks({
  signIn: make,
  subscribe: async (t, rc, filters, heard) => (await connect(t, rc, recovering())).subscribe(filters, heard),
  sessionId: (rc) => rc.token.session_id,
  get: async (rc, url) => (await rc.get(url)).data,
  revokeToken: (rc) => rc.restapi(null).oauth().revoke().post({ token: rc.token.access_token }),
  cut: (t, { wse }) => wse.ws.terminate(),
  spoilt: { fault: "unknown_enum" },
});

async function refused(promise, status, code) {
  try {
    await promise;
  } catch ({ response, message }) {
    expect(response, message);
    equal([response.status, response.data?.errorCode], [status, code], "refusal");
    return response;
  }
  throw new Error(`${code} was expected, and nothing was refused`);
}

check("filters are replaced by a second POST", { fault: "subscription_refused" }, async (t) => {
  const rc = await make();
  const wse = await connect(t, rc);
  const [, one, other] = await visible();
  const [before, after] = [[], []];
  const first = await wse.subscribe([ACCOUNT], (event) => before.push(event));
  await t.trouble();
  const second = await t.within(wse.subscribe([onePerson(one.id)], (event) => after.push(event)), "POST");
  expect(first.subscriptionInfo.id !== second.subscriptionInfo.id, "the id stayed the same");
  const listed = (await rc.get(SUBSCRIPTIONS)).data.records.map(({ id }) => id);
  equal(listed, [second.subscriptionInfo.id], "listed subscriptions");
  await presence(other.id, { userStatus: "Busy" });
  await presence(one.id, { userStatus: "Busy" });
  await t.until(() => after.length, "a notification");
  equal([before.length, after.length], [0, 1], "notifications of the first and the second");
  return "another id, the first is gone";
});

check("filters nobody may have are refused with a body", { fault: "subscription_refused" }, async (t) => {
  const wse = await connect(t, await make());
  await t.trouble();
  await refused(t.within(wse.subscribe(["/restapi/v1.0/nothing"], () => {}), "answer"), 400, "SUB-508");
  const foreign = ACCOUNT.replace("~", "1");
  await refused(t.within(wse.subscribe([foreign], () => {}), "answer"), 403, "SUB-406");
  return "400 SUB-508, 403 SUB-406";
});

check("filters without a permission are put aside", { fault: "subscription_refused" }, async (t) => {
  const wse = await connect(t, await make());
  await switches({ app_permissions_missing: ["ReadPresence", "EditPresence"] });
  await t.trouble();
  const { subscriptionInfo } = await t.within(
    wse.subscribe([ACCOUNT, "/restapi/v1.0/account/~/extension"], () => {}), "answer");
  equal(subscriptionInfo.eventFilters.length, 1, "filters that stand");
  equal(subscriptionInfo.disabledFilters.map(({ reason }) => reason), ["CMN-401"], "reasons");
  return "1 stands, 1 in disabledFilters";
});

check("requests over the socket, with headers and error bodies", { fault: "silent_socket" }, async (t) => {
  const rc = await make();
  await connect(t, rc, { restOverWebSocket: true });
  const requests = (await control("GET", "stats")).sockets[0].sequence;
  await t.trouble();
  const me = await t.within(rc.get("/restapi/v1.0/account/~/extension/~"), "answer");
  equal([me.status, me.headers["X-Rate-Limit-Group"]], [200, "light"], "answer");
  const [, one, other] = await visible();
  const batch = await t.within(rc.get(`/restapi/v1.0/account/~/extension/${one.id},${other.id}/presence`), "answer");
  expect(batch.status === 207 && batch.data.startsWith("--Boundary"), `a batch came as ${batch.status}`);
  await refused(t.within(rc.get("/restapi/v1.0/account/~/extension/1"), "answer"), 404, "CMN-102");
  expect((await control("GET", "stats")).sockets[0].sequence >= requests + 3, "they did not go over the socket");
  return "200, 207 multipart, 404";
});

check("a heartbeat is echoed", { fault: "heartbeat_unanswered" }, async (t) => {
  await t.trouble();
  const wse = await connect(t, await make(), { autoRecover: { enabled: true, pingServerInterval: 50 } });
  let echoes = 0;
  wse.ws.addEventListener("message", ({ data }) => (echoes += JSON.parse(data)[0].type === "Heartbeat" ? 1 : 0));
  await wse.request("GET", "/restapi/v1.0/account/~"); // each frame heard sets off the next heartbeat
  await t.until(() => echoes >= 3, () => `${echoes} of 3 echoes`);
  return "3 of 3";
});

check("idle timeout: told by WSG-902, closed, recovered", { fault: "recovery_fails" }, async (t) => {
  const rc = await make();
  const wse = await connect(t, rc, recovering());
  const subscription = await wse.subscribe([ACCOUNT], () => {});
  const { id } = subscription.subscriptionInfo;
  const errors = [];
  wse.ws.addEventListener("message", ({ data }) => {
    const [meta, body] = JSON.parse(data);
    if (meta.type === "Error") errors.push(body.errorCode);
  });
  await t.trouble();
  const again = recovered(wse);
  await fault("idle_timeout", { once: true });
  equal(await t.within(again, "recovery"), "Successful", "recoveryState");
  equal([errors, subscription.subscriptionInfo.id], [["WSG-902"], id], "errors and subscription");
  return "the same subscription";
});

check("closed with 1000, 1001, 1006, 1011, 4400: recovered each time", { fault: "recovery_fails" }, async (t) => {
  const wse = await connect(t, await make(), recovering());
  const subscription = await wse.subscribe([ACCOUNT], () => {});
  const { id } = subscription.subscriptionInfo;
  await t.trouble();
  const codes = [1000, 1001, 1006, 1011, 4400];
  for (const code of codes) {
    const over = closed(wse);
    const again = recovered(wse);
    await fault(`close_${code}`, { once: true });
    equal(await t.within(over, "close"), code, "close code");
    equal(await t.within(again, "recovery"), "Successful", "recoveryState");
    equal(subscription.subscriptionInfo.id, id, "subscription id");
  }
  return "the same subscription throughout";
});

check("the access token runs out: closed", { switches: { access_token: 100_000 } }, async (t) => {
  await switches({ access_token: 20 });
  await t.trouble();
  const rc = await make();
  const over = closed(await connect(t, rc));
  const code = await t.within(over, "close");
  await refused(rc.get("/restapi/v1.0/account/~"), 401, "TokenExpired");
  return `closed with ${code}, OAU-128 after that`;
});

// A client that was somebody and is gone: what it leaves is its wsc.
async function gone(t, { filters = [ACCOUNT] } = {}) {
  const rc = await make();
  const wse = await connect(t, rc);
  const subscription = filters.length ? await wse.subscribe(filters, () => {}) : undefined;
  const { token } = wse.wsc;
  wse.ws.terminate();
  await t.until(async () => (await control("GET", "stats")).sockets.length === 0, "loss noticed");
  return { rc, token, id: subscription?.subscriptionInfo.id };
}

// Another client with the wsc of the one that is gone; what is replayed before it subscribes is taken from the socket.
async function comeBack(t, rc, token) {
  const wse = new WebSocketExtension({ wscToken: token, autoRecover: { enabled: false } });
  endLine(t, wse);
  const missed = [];
  wse.eventEmitter.once("newWebSocketObject", (ws) =>
    ws.addEventListener("message", ({ data }) => {
      const [meta, body] = JSON.parse(data);
      if (meta.type === "ServerNotification") missed.push(body);
    }));
  await t.within(rc.installExtension(wse), "connection");
  return { wse, missed };
}

function failedWith(wse, code) {
  const { recoveryState, recoveryErrorCode } = wse.connectionDetails;
  equal([recoveryState, recoveryErrorCode], ["Failed", code], "recovery");
}

check("wsc after a refresh of the token: Successful, missed events come", { fault: "recovery_fails" }, async (t) => {
  const { rc, token, id } = await gone(t);
  await move(0, 5);
  await rc.refresh();
  await t.trouble();
  const { wse, missed } = await comeBack(t, rc, token);
  equal(wse.connectionDetails.recoveryState, "Successful", "recoveryState");
  await t.until(() => missed.length >= 5, () => `${missed.length} of 5 missed notifications`);
  expect(missed.every(({ subscriptionId }) => subscriptionId === id), "of another subscription");
  return "5 of 5";
});

check("of 120 missed events the newest 100 come", { switches: { recovery_buffer: 10 } }, async (t) => {
  await t.trouble();
  const { rc, token } = await gone(t);
  await move(0, 120);
  const everybody = await visible();
  const { wse, missed } = await comeBack(t, rc, token);
  await t.until(() => missed.length >= 100, () => `${missed.length} of 100 missed notifications`);
  await wse.request("GET", "/restapi/v1.0/account/~");
  equal(missed.length, 100, "replayed notifications");
  equal(missed[0].body.extensionId, everybody[20 % everybody.length].id, "who the oldest one is about");
  return "the 20 oldest are gone, nothing tells of it";
});

check("no wsc: no recoveryState", { fault: "refuse_socket" }, async (t) => {
  const rc = await make();
  await t.trouble();
  const { connectionDetails } = await connect(t, rc);
  expect(!("recoveryState" in connectionDetails), `recoveryState is ${connectionDetails.recoveryState}`);
  const { recoveryTimeout, recoveryBufferSize, idleTimeout, absoluteTimeout } = connectionDetails;
  equal([recoveryTimeout, recoveryBufferSize, idleTimeout, absoluteTimeout], [180, 100, 1800, 86400], "details");
  return "180 s, 100 kept";
});

check("wsc of another OAuth session: Failed, WSG-1003", { fault: "refuse_socket" }, async (t) => {
  const { token } = await gone(t);
  const rc = await make();
  await t.trouble();
  const wse = await connect(t, rc, { wscToken: token });
  failedWith(wse, "WSG-1003");
  await wse.subscribe([ACCOUNT], () => {});
  return "and the socket can be used";
});

check("wsc of a session without subscription: Failed, WSG-1005", { fault: "refuse_socket" }, async (t) => {
  const { rc, token } = await gone(t, { filters: [] });
  await t.trouble();
  const wse = await connect(t, rc, { wscToken: token });
  failedWith(wse, "WSG-1005");
  await wse.subscribe([ACCOUNT], () => {});
  return "and the socket can be used";
});

check("wsc that is none: Error WSG-400, closed", { fault: "refuse_socket" }, async (t) => {
  const rc = await make();
  await t.trouble();
  const wse = new WebSocketExtension({ wscToken: "made-up", autoRecover: { enabled: false } });
  endLine(t, wse);
  let error;
  await t.within(rc.installExtension(wse).catch((no) => (error = no)), "refusal");
  equal(error?.wsgError, { ...error?.wsgError, errorCode: "WSG-400" }, "error");
  equal(error.wsgError.message, "Malformed WebSocket session context token", "message");
  await t.until(() => wse.ws.readyState === 3, "close");
  return error.wsgError.message;
});

check("wsc after the window: Failed, WSG-1005", { switches: { recovery: 1_000_000 } }, async (t) => {
  await switches({ recovery: 10 });
  await t.trouble();
  const { rc, token } = await gone(t);
  await t.until(async () => (await rc.get(SUBSCRIPTIONS)).data.records.length === 0, "end of the subscription");
  const wse = await connect(t, rc, { wscToken: token });
  failedWith(wse, "WSG-1005");
  await wse.subscribe([ACCOUNT], () => {});
  return "and the socket can be used";
});

check("a ticket opens another socket once its first is closed", { switches: { strict_ws_tokens: true } }, async (t) => {
  const wse = await connect(t, await make(), recovering());
  const subscription = await wse.subscribe([ACCOUNT], () => {});
  const { id } = subscription.subscriptionInfo;
  const ticket = wse.wsToken.ws_access_token;
  await t.trouble();
  const again = recovered(wse);
  wse.ws.terminate();
  equal(await t.within(again, "recovery"), "Successful", "recoveryState");
  equal([wse.wsToken.ws_access_token, subscription.subscriptionInfo.id], [ticket, id], "ticket and subscription");
  return "as this client needs it";
});

check("a refresh keeps the socket", { fault: "token_expired" }, async (t) => {
  const rc = await make();
  const wse = await connect(t, rc);
  const heard = [];
  await wse.subscribe([ACCOUNT], (event) => heard.push(event));
  await rc.refresh();
  await t.trouble();
  await move(0, 1);
  await t.until(() => heard.length, "a notification");
  return "notifications go on";
});

check("the sixth sign-in closes the first one's socket", { switches: { sessions_per_user: 50 } }, async (t) => {
  const wse = await connect(t, await make());
  const over = closed(wse);
  await t.trouble();
  for (let more = 0; more < 5; more += 1) await make();
  return `closed with ${await t.within(over, "close")}`;
});

check("a session ended by the administrator: closed, 401", { fault: "silent_socket" }, async (t) => {
  const rc = await make();
  const over = closed(await connect(t, rc));
  await t.trouble();
  await control("POST", "session", { end: rc.token.session_id });
  const code = await t.within(over, "close");
  const { data } = await refused(rc.get("/restapi/v1.0/account/~"), 401, "TokenInvalid");
  return `closed with ${code}, ${data.errors[0].errorCode}`;
});

check("no ticket without the WebSocket permission", { fault: "ws_token_503" }, async (t) => {
  const rc = await make();
  await switches({ app_permissions_missing: ["WebSocket"] });
  await t.trouble();
  const { data } = await refused(connect(t, rc), 403, "CMN-401");
  return `403 CMN-401 ${data.permissionName}`;
});

check("tickets count in the Auth group", { fault: "plain_429" }, async (t) => {
  const rc = await make();
  await switches({ limits: { auth: 1 } });
  await t.trouble();
  const { headers } = await refused(connect(t, rc), 429, "CMN-301");
  equal([headers["x-rate-limit-group"], headers["retry-after"]], ["auth", "60"], "group and Retry-After");
  return "429, group auth";
});

await runAll();
