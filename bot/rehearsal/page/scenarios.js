// The workshops there are: what each is for, how long it takes, its questions; to begin, or to have played.

import { act } from "./api.js";
import { el, keyed, say } from "./dom.js";
import { fill, pageLanguage, words } from "./words.js";

const $ = (id) => document.getElementById(id);
let known = [];
let asked = "";

/** Ask for them again, where there may be others. */
export function askAnew() {
  asked = "";
}

async function ask(round) {
  const key = `${round} ${pageLanguage().code}`;
  if (asked === key) return;
  asked = key;
  const told = await act({ do: "scenarios", language: pageLanguage().code });
  if (told.failed) asked = "";
  else known = told.scenarios;
}

export async function drawScenarios(standing, state, play) {
  await ask(state.round);
  const w = words();
  say($("scenarios-title"), w.workshops);
  $("scenarios-part").hidden = Boolean(standing.workshop);
  keyed($("scenarios"), known, (one) => `${one.id} ${one.title} ${one.steps.length}`, (one) => item(one, play), (node, one) => {
    const [begin, short, whole] = node.querySelectorAll("button");
    say(begin, w.begin);
    say(short, w.short);
    say(whole, w.toEnd);
    short.hidden = !one.short;
    whole.hidden = !one.samples;
  });
}

function item(one, play) {
  const button = (what) => el("button", { type: "button", on: { click: () => play({ scenario: one.id, ...what }) } });
  const minutes = one.minutes ? fill(words().minutes, { minutes: one.minutes }) : "";
  return el("details", { name: "scenario" },
    el("summary", {}, el("bdi", {}, one.title), " ", el("small", {}, minutes)),
    el("p", { attrs: { dir: "auto" } }, one.purpose),
    el("ol", {}, ...one.steps.map((step) => el("li", { title: step.prompt, attrs: { dir: "auto" } }, step.heading, step.private ? " 🔒" : ""))),
    el("div", { className: "options" }, button({ do: "to step", step: 1 }), button({ do: "to step", step: 1, short: true }), button({ do: "to end" })));
}
