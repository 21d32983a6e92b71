// What a phone shows: the tabs of its chats, the messages of the open one, what is answered or edited, and the
// commands that fit. Draws anew from what the phone holds, and keeps nothing itself.

import { el } from "./dom.js";
import { excerpt, messageElement } from "./message.js";
import { fill, words } from "./words.js";

export function drawTabs(phone) {
  const w = words();
  const chats = [...phone.chats.values()].sort((a, b) => a.private - b.private);
  phone.tabs.replaceChildren(...chats.map((chat) => el("button", {
    type: "button",
    attrs: { role: "tab", "aria-selected": String(chat.id === phone.open), dir: "auto" },
    on: { click: () => phone.show(chat.id) },
  }, chat.private ? "Palabre" : chat.title,
  chat.unread ? el("span", { className: "badge", attrs: { "aria-label": fill(w.unread, { messages: chat.unread }) } }, String(chat.unread)) : null)));
}

export function drawMessages(phone) {
  const chat = phone.chats.get(phone.open);
  if (!chat) return;
  const atEnd = phone.list.scrollHeight - phone.list.scrollTop - phone.list.clientHeight < 60;
  const waiting = phone.outgoing.filter((one) => one.chat === chat.id && one.do !== "edit").map((one, index) => ({
    id: -index, sender: phone.person.id, runs: [{ text: one.text || "", styles: [] }], replyTo: one.message, keyboard: [],
    reaction: "", voice: one.do === "voice" ? one.seconds : null, queued: true,
  }));
  const shown = [...chat.messages.values(), ...waiting].map((message) => messageElement(phone, chat, message));
  const pinned = chat.messages.get(chat.pinned);
  const parts = shown.filter(Boolean);
  if (!parts.length) parts.push(el("p", { className: "soft empty" }, words().empty));
  if (pinned) parts.unshift(el("div", { className: "pinned", attrs: { dir: "auto" } }, `📌 ${excerpt(pinned)}`));
  phone.list.replaceChildren(...parts);
  if (atEnd || phone.drawn !== phone.open) phone.list.scrollTop = phone.list.scrollHeight;
  phone.drawn = phone.open;
}

export function drawContext(phone) {
  const w = words();
  const about = phone.edit || phone.reply;
  phone.context.hidden = !about;
  if (!about) return;
  const what = phone.edit ? w.editing : fill(w.replying, { name: phone.nameOf(about.sender) });
  phone.context.replaceChildren(
    el("span", { attrs: { dir: "auto" } }, `${what}: ${excerpt(about)}`),
    el("button", {
      type: "button", attrs: { "aria-label": w.cancel },
      on: { click: () => { phone.reply = phone.edit = null; phone.input.value = ""; phone.draw(); } },
    }, "×"));
}

function commandsOf(phone, chat) {
  const scope = chat.private ? "all_private_chats" : chat.admin ? "all_chat_administrators" : "all_group_chats";
  return phone.commands[`${scope}/${phone.person.language}`] || phone.commands[`${scope}/`] || [];
}

export function drawChips(phone) {
  const chat = phone.chats.get(phone.open);
  if (!chat) return;
  const typed = phone.input.value;
  const menu = commandsOf(phone, chat);
  const fits = typed.startsWith("/") && !typed.includes(" ") ? menu.filter((one) => `/${one.command}`.startsWith(typed)) : [];
  const chips = fits.map((one) => chip(phone, `/${one.command}`, one.description));
  if (chat.private && !phone.person.started) chips.push(startChip(phone));
  else if (!typed && chat.admin && !chat.private && !phone.reply) {
    chips.push(...menu.slice(0, 2).map((one) => chip(phone, `/${one.command}`, one.description)));
  }
  phone.chips.replaceChildren(...chips);
}

function startChip(phone) {
  return el("button", { type: "button", className: "start", on: { click: () => phone.act({ do: "start" }) } }, words().start);
}

function chip(phone, command, description) {
  return el("button", {
    type: "button",
    on: { click: () => { phone.input.value = ""; phone.post({ do: "say", chat: phone.open, text: command }); phone.draw(); } },
  }, el("b", {}, command), ` ${description}`);
}
