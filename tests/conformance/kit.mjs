// What every client's script shares: its checks, the simulator's control plane, and waiting with a deadline.
//
// Each check begins at a freshly restarted simulator. When every check is to be broken once, the check's own trouble is
// switched on where its body says `await t.trouble()`: up to there it has to go well, after that it has to fail.
import { readFileSync } from "node:fs";

const { office, breaking, only } = JSON.parse(readFileSync(0, "utf8"));
const PATIENCE = 15_000;
const PATIENCE_IN_TROUBLE = 5_000; // above the two seconds after which the official client looks for its socket
const checks = [];
let stray = () => {};

export { office };

export function check(name, trouble, body) {
  checks.push({ name, trouble, body });
}

export async function control(method, name, body) {
  const answer = await fetch(`${office.control_url}/${name}`, { method, body: body && JSON.stringify(body) });
  const json = await answer.json();
  if (!answer.ok) throw new Error(`control plane: ${json.message}`);
  return json;
}

export const fault = (name, more = {}) => control("POST", "faults", { name, ...more });
export const switches = (more) => control("POST", "switches", more);
export const presence = (id, more) => control("POST", "presence", { id, ...more });

// Enabled people; `visible` leaves out those who let nobody see their presence: of them no event tells.
export async function people() {
  const kinds = ["User", "DigitalUser", "VirtualUser", "FlexibleUser"];
  const everybody = await control("GET", "truth");
  return everybody.filter((one) => one.status === "Enabled" && kinds.includes(one.type));
}

export const visible = async () => (await people()).filter(({ real }) => real.allowSeeMyPresence);

export function expect(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

export function equal(got, wanted, what) {
  const [left, right] = [JSON.stringify(got), JSON.stringify(wanted)];
  expect(left === right, `${what} is ${left}, not ${right}`);
}

class Run {
  constructor({ trouble }) {
    this.planned = trouble;
    this.troubled = false;
    this.endings = [];
  }

  // `more` is what only the check knows, such as the session that a fault is meant for.
  async trouble(more = {}) {
    if (!breaking) return;
    const { fault: name, ...rest } = this.planned;
    if (name) await fault(name, { ...rest, ...more });
    else await switches(rest.switches);
    this.troubled = true;
  }

  after(ending) {
    this.endings.push(ending);
  }

  async within(promise, what, times = 1) {
    const limit = times * (this.troubled ? PATIENCE_IN_TROUBLE : PATIENCE);
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${what}: nothing for ${limit / 1000} s`)), limit);
    });
    try {
      return await Promise.race([promise, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  // Looks again whenever something may have changed: `condition` answers anything true when it is over.
  async until(condition, what) {
    const limit = performance.now() + (this.troubled ? PATIENCE_IN_TROUBLE : PATIENCE);
    for (;;) {
      const answer = await condition();
      if (answer) return answer;
      expect(performance.now() < limit, `${typeof what === "function" ? what() : what}: not yet after the deadline`);
      await new Promise((again) => setTimeout(again, 10));
    }
  }
}

// `seen` is what a check returns: a text, or an object with `seen` and `notifications` to be validated.
export async function runAll() {
  process.on("uncaughtException", (error) => stray(error));
  process.on("unhandledRejection", (error) => stray(error));
  for (const one of checks.filter(({ name }) => name.includes(only))) {
    await control("POST", "restart");
    const t = new Run(one);
    const report = { check: one.name, trouble: one.trouble };
    try {
      const astray = new Promise((_, reject) => (stray = reject));
      const seen = await Promise.race([t.within(one.body(t), "the whole check", 3), astray]);
      Object.assign(report, { ok: true }, typeof seen === "string" ? { seen } : seen);
    } catch (error) {
      Object.assign(report, { ok: false, seen: sentence(error) });
    }
    stray = (error) => console.error("after a check:", sentence(error));
    report.troubled = t.troubled;
    for (const ending of t.endings) {
      try {
        await ending();
      } catch (error) {
        console.error("ending a check:", sentence(error));
      }
    }
    await new Promise((written) => process.stdout.write(`${JSON.stringify(report)}\n`, written));
  }
  process.exit(0); // the clients keep timers of their own
}

// Tokens and headers stand in what these clients put into their errors: only the first line is ever shown.
function sentence(error) {
  const status = error?.response?.status;
  const text = error?.wsgError ? `${error.wsgError.errorCode} ${error.wsgError.message}` : String(error?.message ?? error);
  return status ? `HTTP ${status}` : text.split("\n").join(" ").replace(/[\w-]{40,}/g, "…").slice(0, 160);
}
