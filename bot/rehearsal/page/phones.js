// The page: as many phones as there are people, fed by one stream of events. One of them is in hand.

import { send } from "./api.js";
import { badge, count } from "./face.js";
import { el, keyed, say } from "./dom.js";
import { NONE } from "./network.js";
import { draw as drawPanel, look } from "./panel.js";
import { Phone } from "./phone.js";
import { setClock } from "./time.js";
import { LANGUAGES, choosePageLanguage, pageLanguage, words } from "./words.js";

const phones = new Map();
const $ = (id) => document.getElementById(id);
let state = null;

// -- phones ---------------------------------------------------------------------------------------

function begin() {
  for (const phone of phones.values()) phone.network.switchTo(NONE);
  phones.clear();
  $("phones").replaceChildren();
  for (const person of state.people) {
    const phone = new Phone(person, send, hold);
    phones.set(person.id, phone);
    $("phones").append(phone.element);
  }
  hold(phones.get(state.people[0].id));
}

function receive(fresh) {
  const anew = state?.round !== fresh.round;
  state = fresh;
  if (anew) begin();
  for (const phone of phones.values()) phone.receive(fresh);
  frame();
  look(phones, state);
}

/** Take a phone in hand; with `focus` begin to write on it. */
function hold(phone, focus = false) {
  if (!phone.held) {
    for (const other of phones.values()) {
      other.held = other === phone;
      other.element.classList.toggle("held", other.held);
      for (const thread of other.threads.values()) thread.element.setAttribute("aria-live", other.held ? "polite" : "off");
      other.seen();
      other.roving.settle();
    }
    people();
  }
  if (focus) phone.input.focus();
}

// -- around them ----------------------------------------------------------------------------------

function people() {
  const w = words();
  $("people").setAttribute("aria-label", w.phones);
  const make = (phone) => el("button", { type: "button", on: { click: () => hold(phone, true) } }, el("bdi"), badge());
  keyed($("people"), [...phones.values()], (phone) => phone.person.id, make, (node, phone) => {
    say(node.firstElementChild, phone.person.name);
    count(node.lastElementChild, phone.unread, w);
    node.setAttribute("aria-pressed", String(phone.held));
  });
}

function frame() {
  const w = words();
  const { code, direction } = pageLanguage();
  document.documentElement.lang = code;
  document.documentElement.dir = direction;
  say($("hint"), w.hint);
  $("language").setAttribute("aria-label", w.language);
  setClock(state.now, state.zone);
  drawAgain(w);
  say($("tools"), w.tools);
  $("panel").setAttribute("aria-label", w.tools);
  drawPanel();
  people();
  callout(w);
}

/** Begin again, asked once more where something has been said. */
function drawAgain(w) {
  $("again").hidden = !state.deeds.includes("again");
  say($("again"), w.again);
  say($("again-sure").querySelector("p"), w.againSure);
  say($("again-people").previousElementSibling, w.phones);
  say($("again-yes"), w.again);
  say($("again-no"), w.cancel);
}

$("again").addEventListener("click", () => {
  $("again-people").value = String(phones.size);
  $("again-sure").showModal();
});
$("again-sure").addEventListener("close", () => {
  if ($("again-sure").returnValue === "yes") send({ do: "again", people: Number($("again-people").value) });
  $("again-sure").returnValue = "";
});

/** The first phone stands out, and says that it is the first, until its person has said something. */
function callout(w) {
  const first = phones.get(state.people[0].id);
  const text = first.thread && !first.thread.private && first.fresh ? w.first : "";
  first.element.dataset.callout = first.chips.dataset.callout = text;
}

$("language").append(...LANGUAGES.map(({ code, name }) => el("option", { value: code, lang: code }, name)));
$("language").value = pageLanguage().code;
$("language").addEventListener("change", () => {
  choosePageLanguage($("language").value);
  frame();
  look(phones, state);
});
$("phones").addEventListener("read", people);
/** The panel stands beside the phones where there is room, and otherwise comes over them when it is asked for. */
function turnPanel(open) {
  document.body.classList.toggle("with-panel", open);
  $("tools").setAttribute("aria-expanded", String(open));
}

$("tools").addEventListener("click", () => turnPanel(!document.body.classList.contains("with-panel")));
turnPanel(matchMedia("(min-width: 1200px)").matches);
// Alt and a number take that phone in hand, from wherever one is.
document.addEventListener("keydown", (event) => {
  const phone = event.altKey && [...phones.values()][Number(event.code.replace("Digit", "")) - 1];
  if (!phone) return;
  event.preventDefault();
  hold(phone, true);
});

const events = new EventSource("/events");
events.addEventListener("message", (event) => receive(JSON.parse(event.data)));
events.addEventListener("error", () => {
  events.close();
  $("offline").textContent = words().gone;
  $("offline").hidden = false;
});
