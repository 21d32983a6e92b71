// One message as it is shown: text or file, quoted message, buttons, reaction, and what can be done with it.

import { el, rich } from "./dom.js";
import { fill, words } from "./words.js";

const excerpt = (message) => message.runs.map((run) => run.text).join("").slice(0, 60);

function quoted(phone, chat, message) {
  const original = chat.messages.get(message.replyTo);
  if (!original || original.deleted) return null;
  return el("div", { className: "quoted", attrs: { dir: "auto" } }, `${phone.nameOf(original.sender)}: ${excerpt(original)}`);
}

function content(message) {
  const w = words();
  if (message.voice !== null) {
    const note = el("div", { className: "text" }, `▶ ${fill(w.voiceNote, { seconds: message.voice })}`);
    return message.runs.length ? el("div", {}, note, rich(message.runs)) : note;
  }
  if (!message.document) return rich(message.runs);
  const link = el("a", {
    className: "document",
    href: `/documents/${encodeURIComponent(message.document.id)}`,
    download: message.document.name,
    attrs: { "aria-label": `${w.download} ${message.document.name}` },
  }, `⤓ ${message.document.name}`);
  return el("div", {}, link, rich(message.runs));
}

function keyboard(phone, chat, message) {
  if (!message.keyboard.length) return null;
  const rows = message.keyboard.map((row) => el("div", { className: "keys" }, ...row.map((key) =>
    el("button", {
      type: "button",
      attrs: { dir: "auto" },
      on: { click: () => phone.tap(chat, message, key) },
    }, key.label, key.url ? el("span", { attrs: { "aria-hidden": "true" } }, " ↗") : null))));
  return el("div", { className: "keyboard" }, ...rows);
}

function actions(phone, chat, message) {
  const w = words();
  const button = (label, sign, act) => el("button", {
    type: "button", title: label, attrs: { "aria-label": label }, on: { click: act },
  }, sign);
  const own = message.sender === phone.person.id;
  const editable = own && message.voice === null && !message.queued;
  return el("div", { className: "actions" },
    message.service || message.queued ? null : button(w.reply, "↩", () => phone.replyTo(message)),
    editable ? button(w.edit, "✎", () => phone.editing(message)) : null);
}

/** The element for a message on one phone. */
export function messageElement(phone, chat, message) {
  const w = words();
  if (message.service || message.deleted) return null;
  const own = message.sender === phone.person.id;
  const kind = own ? "own" : message.sender === 0 ? "bot" : "other";
  const notes = [message.edited ? w.edited : null, message.queued ? w.waiting : null];
  return el("article", { className: `message ${kind}` },
    el("div", { className: "bubble" },
      own || chat.private ? null : el("div", { className: "author" }, phone.nameOf(message.sender)),
      quoted(phone, chat, message),
      content(message),
      el("div", { className: "foot" }, ...notes.filter(Boolean).map((note) => el("span", {}, note)),
        message.reaction ? el("span", { className: "reaction" }, message.reaction) : null)),
    actions(phone, chat, message),
    keyboard(phone, chat, message));
}

export { excerpt };
