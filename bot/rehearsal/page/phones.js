// The page: as many phones as there are people, fed by one stream of events.

import { el } from "./dom.js";
import { Phone } from "./phone.js";
import { currentLanguage, nextLanguage, switchLanguage, words } from "./words.js";

const phones = new Map();
const main = document.getElementById("phones");
const people = document.getElementById("people");
let shown = null;
let state = null;

async function send(act) {
  const answer = await fetch("/act", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(act),
  });
  const { error, word } = await answer.json();
  return answer.ok ? words()[word] : error;
}

function begin() {
  for (const person of state.people) {
    const phone = new Phone(person, send);
    phones.set(person.id, phone);
    main.append(phone.element);
  }
  shown = state.people[0].id;
}

function receive(fresh) {
  state = fresh;
  if (!phones.size) begin();
  for (const phone of phones.values()) phone.receive(fresh);
  frame();
}

function choose(id) {
  shown = id;
  frame();
}

/** Everything around the phones. */
function frame() {
  const w = words();
  document.documentElement.lang = currentLanguage().code;
  document.documentElement.dir = currentLanguage().direction;
  document.getElementById("hint").textContent = w.hint;
  document.getElementById("language").textContent = nextLanguage().name;
  document.getElementById("clock").hidden = !state.winds;
  const options = { weekday: "short", hour: "2-digit", minute: "2-digit" };
  document.getElementById("now").textContent = new Date(state.now).toLocaleString(currentLanguage().code, options);
  for (const button of document.querySelectorAll("[data-wind]")) {
    button.textContent = button.dataset.wind === "3600" ? w.hour : w.day;
  }
  people.replaceChildren(...state.people.map((person) => el("button", {
    type: "button",
    attrs: { "aria-pressed": String(person.id === shown) },
    on: { click: () => choose(person.id) },
  }, person.name)));
  for (const [id, phone] of phones) phone.element.classList.toggle("shown", id === shown);
  callout(w);
}

/** The first phone stands out, and says that it is the first, until its person has said something. */
function callout(w) {
  const first = phones.get(state.people[0].id);
  const group = [...first.chats.values()].find((chat) => !chat.private);
  const fresh = group && ![...group.messages.values()].some((message) => message.sender !== 0);
  first.element.dataset.callout = first.chips.dataset.callout = fresh ? w.first : "";
}

document.getElementById("language").addEventListener("click", () => {
  switchLanguage();
  for (const phone of phones.values()) phone.draw();
  frame();
});
for (const button of document.querySelectorAll("[data-wind]")) {
  button.addEventListener("click", () => send({ do: "wind", seconds: Number(button.dataset.wind) }));
}

const events = new EventSource("/events");
events.addEventListener("message", (event) => receive(JSON.parse(event.data)));
events.addEventListener("error", () => {
  events.close();
  const offline = document.getElementById("offline");
  offline.textContent = words().gone;
  offline.hidden = false;
});
