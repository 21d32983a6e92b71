// One message as it is shown: text or file, quoted message, buttons, reaction, and what can be done with it.

import { el, key, rich } from "./dom.js";
import { fill } from "./words.js";

export const textOf = (message) => message.runs.map((run) => run.text).join("");
export const excerpt = (message) => textOf(message).slice(0, 60) || message.document?.name || "🎙";

function quoted(phone, thread, message) {
  const original = thread.messages.get(message.replyTo);
  if (!original || original.deleted) return null;
  const line = `${phone.nameOf(original.sender)}: ${excerpt(original)}`;
  return key({ className: "quoted", on: { click: () => thread.reveal(original.id) } }, line);
}

/** Files that a browser can show; the others are kept. */
const OPENED = /\.(html|txt|json|csv|pdf|png)$/i;

function file(phone, message) {
  const w = phone.words;
  const { id, name } = message.document;
  const at = `/documents/${encodeURIComponent(id)}`;
  const opened = OPENED.test(name);
  const open = el("a", {
    className: "document", href: `${at}?open`, target: "_blank", rel: "noopener", tabIndex: -1,
    attrs: { "aria-label": `${w.open} ${name}`, dir: "ltr" },
  }, name);
  const keep = el("a", {
    className: opened ? "document keep" : "document", href: at, download: name, tabIndex: -1,
    attrs: { "aria-label": `${w.download} ${name}`, dir: "ltr" },
  }, opened ? "⤓" : `⤓ ${name}`);
  return el("div", { className: "file" }, opened ? open : null, keep);
}

function content(phone, message) {
  const w = phone.words;
  const onCommand = message.sender === 0 ? (command) => phone.command(command) : null;
  const parts = [];
  if (message.voice !== null) parts.push(el("div", {}, `▶ ${fill(w.voiceNote, { seconds: message.voice })}`));
  if (message.document) parts.push(file(phone, message));
  if (message.runs.length) parts.push(rich(message.runs, w, onCommand));
  return parts;
}

function keyboard(phone, thread, message) {
  if (!message.keyboard.length) return null;
  const rows = message.keyboard.map((row) => el("div", { className: "keys" }, ...row.map((one) =>
    key({ attrs: { dir: "auto" }, on: { click: () => phone.tap(thread, message, one) } },
      one.label, one.url ? el("span", { attrs: { "aria-hidden": "true" } }, " ↗") : null))));
  return el("div", { className: "keyboard" }, ...rows);
}

function actions(phone, message) {
  const w = phone.words;
  const button = (label, sign, act) => key({ title: label, attrs: { "aria-label": label }, on: { click: act } }, sign);
  const own = message.sender === phone.person.id;
  return el("div", { className: "actions" },
    button(w.reply, "↩", () => phone.replyTo(message)),
    own && message.voice === null ? button(w.edit, "✎", () => phone.editing(message)) : null);
}

function time(phone, message) {
  const at = new Date(message.date);
  const options = { hour: "2-digit", minute: "2-digit", timeZone: phone.zone };
  return el("time", { dateTime: message.date }, at.toLocaleTimeString(phone.person.language, options));
}

/** A tap on the words of a message begins a reply, as long as nothing is being marked. */
function tapped(phone, message, event) {
  if (!phone.held || event.target.closest("button, a") || String(getSelection())) return;
  phone.replyTo(message);
}

/** The element for a message on one phone. */
export function messageElement(phone, thread, message) {
  const w = phone.words;
  const own = message.sender === phone.person.id;
  const kind = own ? "own" : message.sender === 0 ? "bot" : "other";
  const reaction = message.reaction ? el("span", { className: "reaction" }, message.reaction) : null;
  const tap = message.queued ? {} : { click: (event) => tapped(phone, message, event) };
  return el("article", { className: `message ${kind}` },
    el("div", { className: "bubble", on: tap },
      own || thread.private ? null : el("div", { className: "author", attrs: { dir: "auto" } }, phone.nameOf(message.sender)),
      quoted(phone, thread, message),
      ...content(phone, message),
      el("div", { className: "foot" }, reaction,
        message.edited ? el("span", {}, w.edited) : null,
        message.queued ? el("span", {}, w.waiting) : time(phone, message))),
    message.queued ? null : actions(phone, message),
    keyboard(phone, thread, message));
}
