// The side panel: where the workshop stands, playing for whoever rehearses, time, and the workshops there are. It asks
// the server again whenever something has happened in the room.

import { act } from "./api.js";
import { drawBring, offerBringing } from "./bring.js";
import { el, keyed, say } from "./dom.js";
import { drawScenarios } from "./scenarios.js";
import { drawTime } from "./time.js";
import { fill, pageLanguage, words } from "./words.js";

/** So long the room is quiet before it is looked at, in milliseconds. */
const QUIET = 250;
const $ = (id) => document.getElementById(id);

let standing = null;
let soon = null;
let busy = false;
let desk = null;

/** `phones` are all, by person; `state` is the newest. */
export function look(phones, state) {
  desk = { phones, state };
  if (!state.deeds.includes("look")) return;
  clearTimeout(soon);
  soon = setTimeout(async () => {
    const told = await act({ do: "look", language: pageLanguage().code });
    if (told.failed) return;
    standing = told;
    draw();
  }, QUIET);
}

/** Have something played; while it is, nothing else is. */
export async function play(what) {
  if (busy) return;
  busy = true;
  draw();
  const told = await act(what);
  busy = false;
  draw();
  say($("played"), told.failed || words()[told.word] || "");
  look(desk.phones, desk.state);
}

export function draw() {
  if (!desk || !standing) return;
  const w = words();
  $("time-part").hidden = $("data-part").hidden = false;
  drawPlay(w);
  drawPeople(w);
  drawTime(standing, desk.state, play);
  drawScenarios(standing, desk.state, play);
  drawBring();
  $("panel").toggleAttribute("data-busy", busy);
  if (busy) say($("played"), w.playing);
}

// -- the workshop under way -----------------------------------------------------------------------

function drawPlay(w) {
  const { workshop } = standing;
  $("workshop").hidden = !workshop;
  say($("play-title"), workshop ? workshop.title : "");
  if (!workshop) return;
  const shown = workshop.step ? workshop.steps[workshop.step - 1] : null;
  say($("play-step"), shown ? `${workshop.step}/${workshop.steps.length} ${shown.heading}` : "");
  const buttons = [["one", workshop.asks], ["everybody", workshop.asks], ["go on", true], ["to end", true]];
  const labels = { one: w.one, everybody: w.everybody, "go on": w.goOn, "to end": w.toEnd };
  const make = ([deed]) => el("button", { type: "button", on: { click: () => play({ do: deed }) } });
  keyed($("play-buttons"), buttons, ([deed]) => deed, make, (node, [deed, can]) => {
    say(node, labels[deed]);
    node.setAttribute("aria-disabled", String(!can || busy));
  });
  drawJump(w, workshop);
  $("note").hidden = !workshop.note;
  say($("note").firstElementChild, w.note);
  say($("note").lastElementChild, workshop.note);
}

function drawJump(w, workshop) {
  const ahead = workshop.steps.map((step, place) => [place + 1, step.heading]).filter(([number]) => number > (workshop.step || 0));
  $("jump").hidden = !ahead.length;
  $("jump-step").setAttribute("aria-label", w.toStep);
  keyed($("jump-step"), ahead, ([number]) => number, ([number]) => el("option", { value: number }), (node, [number, heading]) => say(node, `${number}. ${heading}`));
  say($("jump-go"), w.toStep);
}

offerBringing(draw);
$("jump").addEventListener("submit", (event) => {
  event.preventDefault();
  play({ do: "to step", step: Number($("jump-step").value) });
});

// -- who, and how much ----------------------------------------------------------------------------

function drawPeople(w) {
  const { workshop } = standing;
  say($("data-title"), w.data);
  const make = () => el("li", {}, el("bdi"), el("span", { className: "mark" }), el("span", { className: "sum" }));
  keyed($("data"), [...desk.phones.values()], (phone) => phone.person.id, make, (node, phone) => {
    const [name, mark, sum] = node.children;
    const asked = workshop?.asks && workshop.joined.includes(phone.person.id);
    const done = asked && workshop.answered.includes(phone.person.id);
    say(name, phone.person.name);
    say(mark, asked ? (done ? `✓ ${w.answered}` : w.notYet) : "");
    mark.classList.toggle("done", Boolean(done));
    say(sum, fill(w.received, { messages: phone.count, kilobytes: (phone.bytes / 1000).toFixed(1) }));
  });
}
