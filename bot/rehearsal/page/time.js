// Time in the rehearsal: its clock, ways to turn it forward, and a line on which is seen what is to come by itself and
// when nothing is said.

import { el, keyed, say } from "./dom.js";
import { fill, pageLanguage, words } from "./words.js";

const MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
/** At what time people get up, for "tomorrow". */
const MORNING = 9 * HOUR;
const $ = (id) => document.getElementById(id);

let offset = 0;
let zone;

const now = () => new Date(Date.now() + offset);

/** The moment of the room that has just been told, and the zone in which it is read. */
export function setClock(at, where) {
  offset = new Date(at) - Date.now();
  zone = where || undefined;
  drawClock();
}

function told(moment, options) {
  return moment.toLocaleString(pageLanguage().code, { timeZone: zone, ...options });
}

function drawClock() {
  $("now").dateTime = now().toISOString();
  say($("now"), told(now(), { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }));
}

setInterval(drawClock, 5000);

/** How many seconds of its day have passed at a moment, on the clocks there. */
function ofDay(moment) {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, hour: "numeric", minute: "numeric", hourCycle: "h23" }).formatToParts(moment);
  const part = (type) => Number(parts.find((one) => one.type === type).value);
  return part("hour") * HOUR + part("minute") * MINUTE;
}

export function drawTime(standing, state, play) {
  const w = words();
  zone = standing.zone || zone;
  say($("time-title"), w.time);
  const ways = [
    ["next", w.toNext, () => ({ do: "to next" })],
    ["hour", w.hour, () => ({ do: "wind", seconds: HOUR })],
    ["tomorrow", w.tomorrow, () => ({ do: "wind", seconds: DAY - ofDay(now()) + MORNING })],
    ["week", w.week, () => ({ do: "wind", seconds: 7 * DAY })],
    ["month", w.month, () => ({ do: "wind", seconds: 30 * DAY })],
  ];
  const make = ([name, , what]) => el("button", { type: "button", attrs: { "data-wind": name }, on: { click: () => play(what()) } });
  keyed($("winds"), ways, ([name]) => name, make, (node, [, label]) => say(node, label));
  drawLine(standing, w);
}

function drawLine({ coming, quiet }, w) {
  const when = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  keyed($("coming"), coming, (one) => `${one.at} ${one.what}`, () => el("li", {}, el("time"), el("span")), (node, one) => {
    say(node.firstElementChild, told(new Date(one.at), when));
    say(node.lastElementChild, ` ${w[one.what]}`);
  });
  $("line").hidden = !coming.length;
  $("quiet").hidden = !quiet;
  if (quiet) say($("quiet"), fill(w.quiet, { from: clock(quiet[0]), to: clock(quiet[1]) }));
  if (coming.length) drawMarks(coming, quiet);
}

const clock = (minutes) => new Date(Date.UTC(2000, 0, 1, 0, minutes)).toLocaleTimeString(pageLanguage().code, { timeZone: "UTC", hour: "2-digit", minute: "2-digit" });

/** Nights and moments as shares of a line from now to somewhat after the last of them, in seconds from now. */
function drawMarks(coming, quiet) {
  const moments = coming.map((one) => [one.what, (new Date(one.at) - now()) / 1000]);
  const long = Math.min(Math.max(2 * DAY, ...moments.map(([, at]) => at * 1.05)), 31 * DAY);
  const marks = [...nights(quiet, long), ...moments.filter(([, at]) => at <= long).map(([what, at]) => [what, at, 0])];
  keyed($("line"), marks.map((mark, place) => [place, ...mark]), ([place]) => place, () => el("i"), (node, [, what, from, length]) => {
    node.className = what;
    node.style.insetInlineStart = `${(100 * Math.max(from, 0)) / long}%`;
    node.style.width = length ? `${(100 * Math.min(length + Math.min(from, 0), long - Math.max(from, 0))) / long}%` : "";
  });
}

function nights(quiet, long) {
  if (!quiet) return [];
  const length = ((quiet[1] - quiet[0] + 24 * 60) % (24 * 60)) * MINUTE;
  const found = [];
  for (let from = quiet[0] * MINUTE - ofDay(now()) - DAY; from < long; from += DAY) {
    if (from + length > 0) found.push(["night", from, length]);
  }
  return found;
}
