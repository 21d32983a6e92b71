// One phone: its person, two chats, a composer, and airplane mode. What the network would bring while it is
// off waits outside; texts written meanwhile leave when it is back, and presses are lost, as on Telegram.

import { el } from "./dom.js";
import { drawChips, drawContext, drawMessages, drawTabs } from "./draw.js";
import { fill, words } from "./words.js";

export class Phone {
  constructor(person, send) {
    this.person = person;
    this.send = send;
    this.chats = new Map();
    this.names = new Map();
    this.commands = {};
    this.open = null;
    this.airplane = false;
    this.incoming = [];
    this.outgoing = [];
    this.reply = null;
    this.edit = null;
    this.count = 0;
    this.bytes = 0;
    this.build();
  }

  // -- what comes in --------------------------------------------------------------------------------

  receive(state) {
    if (this.airplane) {
      this.incoming.push(state);
      return;
    }
    this.take(state);
    this.draw();
  }

  take(state) {
    this.names = new Map(state.people.map((one) => [one.id, one.name]));
    this.names.set(0, state.bot);
    this.person.started = state.people.find((one) => one.id === this.person.id).started;
    this.commands = state.commands;
    this.others.hidden = !state.helps;
    for (const chat of state.chats) if (chat.members.includes(this.person.id)) this.takeChat(chat);
    for (const toast of state.toasts) if (toast.person === this.person.id) this.toast(toast);
  }

  takeChat(fresh) {
    const known = this.chats.get(fresh.id) || { ...fresh, messages: new Map(), unread: 0 };
    if (this.open === null && !known.private) this.open = known.id;
    known.pinned = fresh.pinned;
    known.admin = fresh.admins.includes(this.person.id);
    for (const message of fresh.messages) {
      const isNew = !known.messages.has(message.id);
      known.messages.set(message.id, message);
      if (message.deleted) this.letGo(fresh, message);
      else if (message.sender !== this.person.id && !message.service) this.weigh(known, message, isNew);
    }
    this.chats.set(fresh.id, known);
  }

  /** What was being answered or edited may be gone. */
  letGo(chat, message) {
    if (chat.id !== this.open) return;
    if (this.reply && this.reply.id === message.id) this.reply = null;
    if (this.edit && this.edit.id === message.id) this.edit = null;
  }

  weigh(chat, message, isNew) {
    this.count += 1;
    this.bytes += new TextEncoder().encode(JSON.stringify([message.runs, message.keyboard])).length;
    if (isNew && chat.id !== this.open) chat.unread += 1;
    if (isNew && message.forceReply && this.mayBeAsked(chat)) this.reply = message;
  }

  mayBeAsked(chat) {
    return chat.private || chat.admin;
  }

  // -- what goes out --------------------------------------------------------------------------------

  act(what) {
    this.send({ person: this.person.id, ...what }).then((error) => error && this.toast({ text: error, alert: false }));
  }

  post(what) {
    if (this.airplane) this.outgoing.push(what);
    else this.act(what);
  }

  tap(chat, message, key) {
    if (this.airplane) {
      this.toast({ text: words().noNetwork, alert: false });
      return;
    }
    if (key.url) this.show(this.person.id);
    this.act({ do: "tap", chat: chat.id, message: message.id, button: key.data || key.label });
  }

  submit() {
    const text = this.input.value.trim();
    if (!text || this.open === null) return;
    if (this.edit) this.post({ do: "edit", chat: this.open, message: this.edit.id, text });
    else this.post({ do: "say", chat: this.open, text, message: this.reply ? this.reply.id : null });
    this.input.value = "";
    this.reply = this.edit = null;
    this.draw();
  }

  sendVoice() {
    this.post({ do: "voice", chat: this.open, seconds: 12, message: this.reply ? this.reply.id : null });
    this.reply = null;
    this.draw();
  }

  setAirplane(on) {
    this.airplane = on;
    if (!on) {
      for (const what of this.outgoing.splice(0)) this.act(what);
      for (const state of this.incoming.splice(0)) this.take(state);
    }
    this.draw();
  }

  // -- what is shown ----------------------------------------------------------------------------------

  nameOf(id) {
    return this.names.get(id) || "";
  }

  show(id) {
    this.open = id;
    this.reply = this.edit = null;
    const chat = this.chats.get(id);
    if (chat) chat.unread = 0;
    this.draw();
  }

  replyTo(message) {
    this.reply = message;
    this.edit = null;
    this.draw();
    this.input.focus();
  }

  editing(message) {
    this.edit = message;
    this.reply = null;
    this.input.value = message.runs.map((run) => run.text).join("");
    this.draw();
    this.input.focus();
  }

  build() {
    this.tabs = el("div", { className: "tabs", attrs: { role: "tablist" } });
    this.list = el("div", { className: "messages", tabIndex: 0, attrs: { role: "log", "aria-live": "polite" } });
    this.context = el("div", { className: "context" });
    this.chips = el("div", { className: "chips" });
    this.input = el("textarea", { rows: 1, attrs: { dir: "auto" } });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        this.submit();
      }
    });
    this.input.addEventListener("input", () => drawChips(this));
    this.sendButton = el("button", { type: "submit", className: "send" }, "➤");
    this.voiceButton = el("button", { type: "button", className: "icon", on: { click: () => this.sendVoice() } }, "🎙");
    this.form = el("form", { className: "composer", on: { submit: (event) => { event.preventDefault(); this.submit(); } } },
      this.voiceButton, this.input, this.sendButton);
    this.title = el("h2");
    this.plane = el("button", { type: "button", className: "icon plane", on: { click: () => this.setAirplane(!this.airplane) } }, "✈");
    this.note = el("div", { className: "toast", attrs: { role: "status" }, hidden: true });
    this.others = el("button", { type: "button", className: "others", hidden: true, on: { click: () => this.act({ do: "others" }) } });
    this.counter = el("span");
    this.foot = el("div", { className: "counter" }, this.others, this.counter);
    this.element = el("section", { className: "phone" },
      el("div", { className: "head" }, this.title, this.plane), this.tabs, this.list, this.note, this.chips, this.context,
      this.form, this.foot);
  }

  draw() {
    const w = words();
    this.element.setAttribute("aria-label", fill(w.phoneOf, { name: this.person.name }));
    this.element.classList.toggle("airplane", this.airplane);
    this.title.replaceChildren(this.person.name, el("small", {}, this.person.label));
    this.plane.title = w.airplane;
    this.plane.setAttribute("aria-label", w.airplane);
    this.plane.setAttribute("aria-pressed", String(this.airplane));
    this.input.placeholder = w.write;
    this.input.setAttribute("aria-label", w.write);
    this.sendButton.setAttribute("aria-label", w.send);
    this.voiceButton.title = w.voice;
    this.voiceButton.setAttribute("aria-label", w.voice);
    this.others.textContent = w.others;
    this.counter.textContent = fill(w.received, {
      messages: this.count, kilobytes: (this.bytes / 1000).toFixed(1),
    });
    drawTabs(this);
    drawMessages(this);
    drawContext(this);
    drawChips(this);
  }

  toast({ text, alert }) {
    clearTimeout(this.timer);
    this.note.hidden = false;
    this.note.classList.toggle("alert", alert);
    this.note.textContent = text;
    this.timer = setTimeout(() => { this.note.hidden = true; }, alert ? 8000 : 4000);
  }
}
