// The page: a wall board. Everything it knows comes over one stream; when that is silent, it says so by itself.

import { listen } from "/stream.js";
import { Tile, fold, matches, rough } from "/tiles.js";

const at = (id) => document.getElementById(id);
const words = await (await fetch("/words.json")).json();
const tiles = new Map();
let arriving = null; // ids seen since "begin": whoever is not among them at "complete" has left
let link = { link: "starting", knownFor: 90 };
let connected = false, begun = false;
let heard = { server: 0, steady: 0, clock: 0 }; // the server's time at the last word, by it and by our two clocks
let until = null; // the server's time until when all tiles were vouched for
let dirty = new Set(), framed = false;

// Of our two clocks one stands still while the machine sleeps and the other may be set: the longer time is the true one.
function now() {
  const steady = (performance.now() - heard.steady) / 1000, clock = (Date.now() - heard.clock) / 1000;
  return heard.server + Math.max(steady, clock, 0);
}

function view() {
  return { now: now(), fresh: connected && link.link === "live", until, knownFor: link.knownFor };
}

function told(name, data) {
  // After a break what was missed comes first: only then does the line vouch again.
  if (!connected && (name === "beat" || name === "complete")) {
    connected = true;
    all();
  }
  if (data.now) heard = { server: Date.parse(data.now) / 1000, steady: performance.now(), clock: Date.now() };
  if (name === "begin") arriving = new Set();
  if (name === "begin" || name === "link" || name === "beat") stand(data);
  if (name === "people") data.people.forEach(take);
  if (name === "person") take(data);
  if (name === "gone") leave(data.id);
  if (name === "complete" && arriving) {
    for (const id of [...tiles.keys()]) if (!arriving.has(id)) leave(id);
    arriving = null;
    begun = true;
    arrange();
  }
  if (connected && link.link === "live") until = now();
  paintSoon();
}

function stand(data) {
  link = data;
  if (data.link !== "live" && data.heardAt) until = Date.parse(data.heardAt) / 1000;
  all();
}

function take(person) {
  arriving?.add(person.id);
  const tile = tiles.get(person.id);
  if (tile) {
    const moved = tile.person.label !== person.label;
    tile.take(person);
    if (moved) arrange();
  } else {
    tiles.set(person.id, new Tile(person));
    if (!arriving) arrange();
  }
  dirty.add(person.id);
}

function leave(id) {
  tiles.get(id)?.element.remove();
  tiles.delete(id);
}

function lost(status) {
  connected = false; // "until" stays at the last word: how long it was silent before that was noticed counts, too
  arriving = null;
  if (status === 401) ask(words.token_wrong);
  all();
}

// -- painting

function all() {
  for (const id of tiles.keys()) dirty.add(id);
  paintSoon();
}

function paintSoon() {
  if (framed) return;
  framed = true;
  requestAnimationFrame(paint);
}

function paint() {
  framed = false;
  const seen = view();
  for (const id of dirty) tiles.get(id)?.show(words, seen);
  dirty.clear();
  count();
  line(seen);
}

function arrange() {
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const sorted = [...tiles.values()].sort((a, b) => order.compare(a.person.label, b.person.label));
  at("tiles").append(...sorted.map((tile) => tile.element));
  find();
}

function find() {
  const text = at("find").value;
  const wanted = fold(text).split(/\s+/).filter(Boolean);
  for (const tile of tiles.values()) tile.element.hidden = !matches(tile.key, wanted);
  at("empty").hidden = !begun || [...tiles.values()].some((tile) => !tile.element.hidden);
  at("empty").textContent = words.nobody.replace("{text}", text);
  count();
}

function count() {
  const shown = [...tiles.values()].filter((tile) => !tile.element.hidden);
  const free = shown.filter((tile) => tile.fresh && tile.state.startsWith("available")).length;
  const text = shown.length === tiles.size ? words.people : words.found;
  const people = text.replace("{found}", shown.length).replace("{n}", tiles.size);
  at("count").textContent = tiles.size ? `${people} · ${words.free.replace("{n}", free)}` : "";
}

function line(seen) {
  const age = until === null ? "" : rough(words, Math.max(0, seen.now - until));
  let text = words.live, look = "live";
  if (!connected && !begun) [text, look] = [words.connecting, "connecting"];
  else if (!connected) [text, look] = [words.lost.replace("{age}", age), "lost"];
  else if (link.link !== "live") {
    look = "stale";
    text = until === null ? words.not_live : words.reconnecting.replace("{age}", age);
    if (link.problem) text += ` · ${link.problem.headline} ${link.problem.remedy}`;
  }
  document.body.dataset.line = look;
  at("line-text").textContent = text;
}

// -- hands

function ask(text) {
  at("ask-text").textContent = text;
  at("ask").hidden = false;
  at("tiles").hidden = true;
  at("token").focus();
}

function start(token) {
  sessionStorage.setItem("token", token);
  at("ask").hidden = true;
  at("tiles").hidden = false;
  listen(token, told, lost);
}

function look(name) {
  document.documentElement.dataset.look = name;
  at("look").textContent = name === "dark" ? words.light : words.dark;
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const given = new URLSearchParams(location.hash.slice(1));
look(given.get("look") ?? localStorage.getItem("look") ?? (dark.matches ? "dark" : "light"));
dark.addEventListener("change", () => localStorage.getItem("look") ?? look(dark.matches ? "dark" : "light"));
at("look").addEventListener("click", () => {
  const other = document.documentElement.dataset.look === "dark" ? "light" : "dark";
  localStorage.setItem("look", other);
  look(other);
});
document.title = at("title").textContent = words.title;
at("find").placeholder = words.find;
at("find").setAttribute("aria-label", words.find);
at("find").value = given.get("find") ?? "";
at("find").addEventListener("input", find);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") at("find").value = "";
  if (event.key === "Escape" || (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey)) {
    if (at("ask").hidden) at("find").focus();
    find();
  }
});
at("ask-label").textContent = words.token_label;
at("ask-go").textContent = words.show;
at("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  if (at("token").value.trim()) start(at("token").value.trim());
});

setInterval(all, 1000); // ages and times in state move on; a silent line is noticed by the stream itself

// The token stands behind the "#", which a browser sends to nobody; it is taken off the address at once.
const token = given.get("token") ?? sessionStorage.getItem("token");
if (given.has("token")) history.replaceState(null, "", location.pathname);
line(view());
if (token) start(token);
else ask(words.token);
