// What stands around the messages of a phone: its head, its menu, the tabs of its chats, what is answered or edited, and
// the commands that fit. Brings up to date what has changed, and keeps nothing itself.

import { el, key, keyed, say } from "./dom.js";
import { excerpt } from "./message.js";
import { GOOD, NONE, SLOW } from "./network.js";
import { LANGUAGES, fill, languageOf } from "./words.js";

const SIGNS = { [GOOD]: "", [SLOW]: "◔", [NONE]: "✈" };

/** All that a phone has, made once. */
export function face(phone) {
  phone.nameButton = key({ className: "name", on: { click: () => phone.take(phone, true) } });
  phone.sign = el("span", { className: "sign", attrs: { role: "img" } });
  phone.menuButton = key({ className: "icon menu", attrs: { "aria-expanded": "false" }, on: { click: () => turnMenu(phone) } }, "⋯");
  phone.menu = el("div", { className: "settings", hidden: true });
  phone.tabs = el("div", { className: "tabs", attrs: { role: "tablist" } });
  phone.pin = key({ className: "pinned", hidden: true, on: { click: () => phone.thread.reveal(phone.thread.pinned) } });
  phone.down = key({ className: "down", hidden: true, on: { click: () => { phone.thread.toEnd(); phone.resting().focus(); phone.draw(); } } }, "↓");
  phone.view = el("div", { className: "view" }, phone.down);
  phone.note = el("div", { className: "toast", attrs: { role: "status" } });
  phone.context = el("div", { className: "context", hidden: true });
  phone.chips = el("div", { className: "chips" });
  phone.others = key({ className: "others", on: { click: () => phone.act({ do: "others" }) } });
  phone.counter = el("span");
  phone.element = el("section", { className: "phone" },
    el("div", { className: "head" }, el("h2", {}, phone.nameButton), phone.sign, phone.menuButton),
    phone.menu, phone.tabs, phone.pin, phone.view, phone.note, phone.chips, phone.context, composer(phone),
    el("div", { className: "counter" }, phone.others, phone.counter));
  phone.element.addEventListener("click", () => phone.take(phone));
}

function composer(phone) {
  phone.input = el("textarea", { rows: 1, tabIndex: -1, attrs: { dir: "auto" } });
  phone.input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      phone.submit();
    } else if (event.key === "Escape") {
      stopAbout(phone);
    }
  });
  phone.input.addEventListener("input", () => drawChips(phone));
  phone.sendButton = key({ type: "submit", className: "send" }, "➤");
  phone.voiceButton = key({ className: "icon", on: { click: () => phone.sendVoice() } }, "🎙");
  phone.allButton = key({ className: "icon", on: { click: () => offerAll(phone) } }, "/");
  const submit = (event) => { event.preventDefault(); phone.submit(); };
  return el("form", { className: "composer", on: { submit } }, phone.allButton, phone.voiceButton, phone.input, phone.sendButton);
}

function stopAbout(phone) {
  if (phone.edit) phone.input.value = "";
  phone.reply = phone.edit = null;
  phone.draw();
}

function offerAll(phone) {
  phone.input.value = phone.input.value ? "" : "/";
  phone.input.focus();
  drawChips(phone);
}

// -- head and menu --------------------------------------------------------------------------------

export function drawHead(phone) {
  const w = phone.words;
  const { element, network, person } = phone;
  const language = languageOf(person.language);
  element.lang = language.code;
  element.dir = language.direction;
  element.setAttribute("aria-label", fill(w.phoneOf, { name: person.name }));
  element.classList.toggle("none", network.mode === NONE);
  if (phone.nameButton.dataset.label !== person.label) {
    phone.nameButton.dataset.label = person.label;
    phone.nameButton.replaceChildren(el("bdi", {}, person.name), el("small", { attrs: { dir: "auto" } }, person.label));
  }
  say(phone.sign, SIGNS[network.mode]);
  phone.sign.hidden = network.mode === GOOD;
  phone.sign.setAttribute("aria-label", network.mode === NONE ? w.airplane : w.slow);
  label(phone.menuButton, w.phoneSettings);
  label(phone.sendButton, w.send);
  label(phone.voiceButton, w.voice);
  label(phone.allButton, w.commands);
  label(phone.down, w.newest);
  label(phone.input, w.write);
  phone.input.placeholder = w.write;
  phone.others.hidden = !phone.helps;
  say(phone.others, w.others);
  say(phone.counter, fill(w.received, { messages: phone.count, kilobytes: (phone.bytes / 1000).toFixed(1) }));
  if (!phone.menu.hidden) drawMenu(phone);
}

function label(node, text) {
  if (node.getAttribute("aria-label") === text) return;
  node.setAttribute("aria-label", text);
  node.title = text;
}

function turnMenu(phone) {
  phone.menu.hidden = !phone.menu.hidden;
  phone.menuButton.setAttribute("aria-expanded", String(!phone.menu.hidden));
  phone.draw();
}

function drawMenu(phone) {
  const w = phone.words;
  const networks = [[GOOD, w.good], [SLOW, w.slow], [NONE, w.airplane]].map(([mode, text]) => (
    { id: mode, text, on: phone.network.mode === mode, act: () => phone.switchTo(mode) }));
  const languages = LANGUAGES.map(({ code, name }) => (
    { id: code, text: name, lang: code, on: phone.person.language === code, act: () => phone.act({ do: "language", language: code }) }));
  const rows = [{ id: "network", title: w.network, options: networks }, { id: "language", title: w.language, options: languages }];
  keyed(phone.menu, rows, (row) => row.id, () => el("div", { attrs: { role: "group" } }, el("p"), el("div", { className: "options" })), (node, row) => {
    node.setAttribute("aria-label", row.title);
    say(node.firstElementChild, row.title);
    keyed(node.lastElementChild, row.options, (one) => one.id, (one) => key({ lang: one.lang || "", on: { click: one.act } }), (button, one) => {
      say(button, one.text);
      button.setAttribute("aria-pressed", String(one.on));
    });
  });
}

// -- chats ----------------------------------------------------------------------------------------

export function drawTabs(phone) {
  const chats = [...phone.threads.values()].sort((a, b) => a.private - b.private);
  const make = (chat) => key({ attrs: { role: "tab", dir: "auto" }, on: { click: () => phone.show(chat.id) } }, el("span"), badge());
  keyed(phone.tabs, chats, (chat) => chat.id, make, (node, chat) => {
    node.setAttribute("aria-selected", String(chat.id === phone.open));
    say(node.firstElementChild, chat.private ? phone.nameOf(0) : chat.title);
    count(node.lastElementChild, chat.unread, phone.words);
  });
  const pinned = phone.thread?.messages.get(phone.thread.pinned);
  phone.pin.hidden = !pinned || pinned.deleted;
  if (pinned) say(phone.pin, `📌 ${excerpt(pinned)}`);
}

/** A place for a number of unread messages. */
export const badge = () => el("span", { className: "badge", hidden: true });

export function count(node, unread, words) {
  node.hidden = !unread;
  say(node, unread ? String(unread) : "");
  node.title = unread ? fill(words.unread, { messages: unread }) : "";
}

// -- what is about to be written ------------------------------------------------------------------

export function drawContext(phone) {
  const w = phone.words;
  const about = phone.edit || phone.reply;
  phone.context.hidden = !about;
  if (!about) {
    phone.context.replaceChildren();
    return;
  }
  const what = phone.edit ? w.editing : fill(w.replying, { name: phone.nameOf(about.sender) });
  const line = `${what}: ${excerpt(about)}`;
  if (phone.context.firstElementChild?.textContent === line) return;
  const stop = key({ attrs: { "aria-label": w.cancel }, on: { click: () => { stopAbout(phone); phone.input.focus(); } } }, "×");
  phone.context.replaceChildren(el("span", { attrs: { dir: "auto" } }, line), stop);
}

function commandsOf(phone) {
  const scope = phone.thread.private ? "all_private_chats" : phone.thread.admin ? "all_chat_administrators" : "all_group_chats";
  return phone.commands[`${scope}/${phone.person.language}`] || phone.commands[`${scope}/`] || [];
}

/** What is typed says which commands; before anything is typed, those that whoever facilitates begins with. */
function offered(phone) {
  const typed = phone.input.value;
  const menu = commandsOf(phone);
  if (typed.startsWith("/")) return /\s/.test(typed) ? [] : menu.filter((one) => `/${one.command}`.startsWith(typed));
  const begins = !typed && phone.thread.admin && !phone.thread.private && !phone.reply && phone.fresh;
  return begins ? menu.slice(0, 2) : [];
}

export function drawChips(phone) {
  if (!phone.thread) return;
  const starts = phone.thread.private && !phone.person.started;
  const chips = offered(phone).map((one) => ({ id: one.command, text: `/${one.command}`, more: ` ${one.description}` }));
  if (starts) chips.push({ id: "start", text: phone.words.start, more: "" });
  keyed(phone.chips, chips, (one) => one.id, (one) => chip(phone, one, starts), (node, one) => {
    say(node.firstElementChild, one.text);
    say(node.lastElementChild, one.more);
  });
}

function chip(phone, one, starts) {
  const send = () => { phone.input.value = ""; phone.command(one.text); phone.input.focus(); };
  const start = () => { phone.act({ do: "start" }); phone.input.focus(); };
  return key({ className: one.id === "start" ? "start" : "", on: { click: starts && one.id === "start" ? start : send } },
    el("b", { attrs: { dir: one.id === "start" ? null : "ltr" } }), el("span"));
}
