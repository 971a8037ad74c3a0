// Tiles: one element for each person, changed only where what it says changes. The words come from /words.json.

const TIMED = new Set(["ringing", "on_call", "on_hold", "parked", "do_not_disturb", "in_meeting", "busy"]);
const BADGES = { do_not_disturb: "do_not_disturb", in_meeting: "in_meeting", available_no_queue: "no_queue" };
const WATCHED_ENOUGH = 60; // seconds of watching after which "≥ 1 min" says more than nothing
const SVG = "http://www.w3.org/2000/svg";

export function rough(words, seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [text, size] = whole < 60 ? [words.seconds, 1] : whole < 3600 ? [words.minutes, 60] :
    whole < 86400 ? [words.hours, 3600] : [words.days, 86400];
  return text.replace("{n}", Math.floor(whole / size));
}

function stopwatch(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

// What a tile says. view: {now, fresh, until}: the server's time, whether a live line vouches, and until when one did.
export function said(words, person, view) {
  const heard = person.heardAt ? Date.parse(person.heardAt) / 1000 : null;
  // Whom the line did not vouch for when it told of him has another state for others to act on: none.
  const vouched = person.state === person.lastState;
  const until = heard === null ? null : vouched ? Math.max(heard, view.until ?? heard) : heard;
  const fresh = view.fresh && vouched && heard !== null;
  const age = fresh || until === null ? null : Math.max(0, view.now - until);
  const expired = !fresh && (age === null || age > view.knownFor);
  const state = expired ? "unknown" : person.lastState;
  let text = words.states[state];
  if (heard === null && state === "unknown") text = words.checking;
  const at = fresh ? view.now : until; // a call's time stands still while nobody vouches that it goes on
  if (TIMED.has(state) && person.lastSince) text += ` ${stopwatch(at - Date.parse(person.lastSince) / 1000)}`;
  else if (TIMED.has(state) && person.watchedSince) {
    const seen = at - Date.parse(person.watchedSince) / 1000;
    if (seen >= WATCHED_ENOUGH) text += ` ≥ ${rough(words, seen)}`;
  }
  const old = age === null ? "" : words.age.replace("{age}", rough(words, age));
  const note = person.message && !expired ? `“${person.message}”` : "";
  return { state, text, old, note, aged: !fresh && heard !== null, badge: expired ? null : person.badge };
}

export class Tile {
  constructor(person) {
    this.element = document.createElement("li");
    const mark = this.part(this.element, "div", "mark");
    this.use = this.drawing(mark, "");
    this.badge = this.drawing(mark, "badge");
    const texts = this.part(this.element, "div", "words");
    this.name = this.part(texts, "div", "name");
    this.place = this.part(texts, "div", "place");
    const word = this.part(texts, "div", "word");
    this.word = this.part(word, "span", "");
    this.age = this.part(word, "span", "age");
    this.note = this.part(texts, "div", "note");
    this.shown = {};
    this.take(person);
  }

  take(person) {
    this.person = person;
    this.element.id = `person-${person.id}`;
    this.put(this.name, "name", person.label);
    this.put(this.place, "place", [person.extensionNumber, person.department].filter(Boolean).join(" · "));
    this.key = key(person);
  }

  show(words, view) {
    const now = said(words, this.person, view);
    this.state = now.state;
    this.fresh = !now.aged && now.state !== "unknown";
    const looks = `tile ${now.state} ${now.aged ? "aged" : "fresh"}`;
    if (this.shown.looks !== looks) {
      this.shown.looks = this.element.className = looks;
      this.use.firstChild.setAttribute("href", `#${now.state}`);
    }
    const badge = now.badge ?? (now.state === "available_no_queue" ? now.state : null);
    if (this.shown.badge !== badge) {
      this.shown.badge = badge;
      this.badge.classList.toggle("none", !badge);
      this.badge.firstChild.setAttribute("href", badge ? `#${BADGES[badge] ?? badge}` : "");
      this.badge.setAttribute("class", badge && !BADGES[badge]?.startsWith("no_") ? `badge ${badge}` : "badge");
    }
    this.put(this.word, "word", now.text);
    this.put(this.note, "note", now.note);
    this.put(this.age, "age", now.old ? ` · ${now.old}` : "");
  }

  put(element, name, text) {
    if (this.shown[name] !== text) this.shown[name] = element.textContent = text;
  }

  part(parent, kind, name) {
    const made = document.createElement(kind);
    if (name) made.className = name;
    parent.append(made);
    return made;
  }

  drawing(parent, name) {
    const made = document.createElementNS(SVG, "svg");
    if (name) made.setAttribute("class", name);
    made.setAttribute("aria-hidden", "true");
    made.append(document.createElementNS(SVG, "use"));
    parent.append(made);
    return made;
  }
}

// The same search as in the window: no case, no accents, words in any order.
export function fold(text) {
  for (let turn = 0; turn < 2; turn++) text = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return text.replaceAll("ß", "ss");
}

function key(person) {
  const initials = person.name.split(/\s+/).map((word) => word[0] ?? "").join("");
  return " " + fold([person.name, person.label, initials, person.department, person.jobTitle, person.site,
    person.extensionNumber].join(" "));
}

export function matches(key, words) {
  return words.every((word) => key.includes(` ${word}`) ||
    (word.length >= (/^\d+$/.test(word) ? 5 : 3) && key.includes(word)));
}
