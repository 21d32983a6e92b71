// One phone: its person, two chats, a composer, and its network. What it shows is drawn by face.js.

import { drawChips, drawContext, drawHead, drawTabs, face } from "./face.js";
import { textOf } from "./message.js";
import { Network, NONE } from "./network.js";
import { Roving } from "./rove.js";
import { Thread } from "./thread.js";
import { languageOf } from "./words.js";

export class Phone {
  /** `send` does something in the room, `hold` takes this phone in hand. */
  constructor(person, send, hold) {
    this.person = { ...person };
    this.send = send;
    this.take = hold;
    this.held = false;
    this.threads = new Map();
    this.names = new Map();
    this.commands = {};
    this.open = null;
    this.network = new Network((state) => this.arrive(state), (what) => this.act(what), () => this.draw());
    this.reply = null;
    this.edit = null;
    this.count = 0;
    this.bytes = 0;
    face(this);
    this.roving = new Roving(this.element, () => this.resting());
  }

  get words() {
    return languageOf(this.person.language).words;
  }

  get thread() {
    return this.threads.get(this.open);
  }

  /** Whether nobody has said anything yet in the chat that is open. */
  get fresh() {
    return ![...this.thread.messages.values()].some((message) => message.sender !== 0 && !message.service);
  }

  get unread() {
    return [...this.threads.values()].reduce((sum, thread) => sum + thread.unread, 0);
  }

  /** What waits to leave, in the chat that is open. */
  get waiting() {
    return this.network.outgoing.filter((one) => one.chat === this.open && ["say", "voice"].includes(one.do)).map((one) => ({
      id: 0, sender: this.person.id, runs: one.text ? [{ text: one.text, styles: [] }] : [], replyTo: one.message,
      keyboard: [], reaction: "", voice: one.do === "voice" ? one.seconds : null, queued: true,
    }));
  }

  // -- what comes in --------------------------------------------------------------------------------

  receive(state) {
    this.network.receive(state);
    this.draw();
  }

  arrive(state) {
    this.zone = state.zone || undefined;
    this.names = new Map(state.people.map((one) => [one.id, one.name]));
    this.names.set(0, state.bot);
    this.speak(state.people.find((one) => one.id === this.person.id));
    if (state.commands) this.commands = state.commands;
    this.helps = state.deeds.includes("others");
    for (const chat of state.chats) if (chat.members.includes(this.person.id)) this.takeChat(chat);
    for (const toast of state.toasts) if (toast.person === this.person.id) this.toast(toast.text, toast.alert);
  }

  /** Who this is now; in another language all of it is drawn anew. */
  speak(person) {
    const changed = person.language !== this.person.language;
    this.person = { ...person };
    if (changed) for (const thread of this.threads.values()) thread.redraw();
  }

  takeChat(fresh) {
    const known = this.threads.get(fresh.id) || this.begin(fresh);
    known.pinned = fresh.pinned;
    known.admin = fresh.admins.includes(this.person.id);
    for (const message of fresh.messages) {
      const isNew = known.take(message);
      if (message.deleted) this.letGo(message);
      else if (message.sender === this.person.id) this.said(known, message, isNew);
      else if (!message.service) this.weigh(known, message, isNew);
    }
  }

  begin(chat) {
    const thread = new Thread(this, chat);
    this.threads.set(chat.id, thread);
    this.view.prepend(thread.element);
    if (this.open === null && !chat.private) this.open = chat.id;
    return thread;
  }

  /** Whoever has said something reads along, and has answered what they were asked. */
  said(thread, message, isNew) {
    thread.stuck ||= isNew;
    if (isNew && this.reply && this.reply.id === message.replyTo) this.reply = null;
  }

  /** What was being answered or edited may be gone. */
  letGo(message) {
    if (this.reply?.id === message.id) this.reply = null;
    if (this.edit?.id === message.id) this.edit = null;
  }

  weigh(thread, message, isNew) {
    this.count += 1;
    this.bytes += new TextEncoder().encode(JSON.stringify([message.runs, message.keyboard])).length;
    if (isNew) thread.unread += 1;
    if (isNew && message.forceReply && (thread.private || thread.admin)) this.reply = message;
  }

  // -- what goes out --------------------------------------------------------------------------------

  act(what) {
    this.send({ person: this.person.id, ...what }).then((error) => error && this.toast(error, false));
  }

  post(what) {
    this.network.send({ chat: this.open, ...what });
    this.thread.stuck = true;
    this.draw();
  }

  command(text) {
    this.post({ do: "say", text });
  }

  tap(thread, message, key) {
    if (this.network.mode === NONE) {
      this.toast(this.words.noNetwork, false);
      return;
    }
    if (key.url) this.show(this.person.id);
    this.network.send({ do: "tap", chat: thread.id, message: message.id, button: key.data || key.label });
  }

  submit() {
    const text = this.input.value.trim();
    if (!text || this.open === null) return;
    const what = this.edit
      ? { do: "edit", message: this.edit.id, text }
      : { do: "say", text, message: this.reply ? this.reply.id : null };
    this.input.value = "";
    this.reply = this.edit = null;
    this.post(what);
  }

  sendVoice() {
    const message = this.reply ? this.reply.id : null;
    this.reply = null;
    this.post({ do: "voice", seconds: 12, message });
  }

  switchTo(mode) {
    this.network.switchTo(mode);
    this.draw();
  }

  // -- what is shown ----------------------------------------------------------------------------------

  nameOf(id) {
    return this.names.get(id) || "";
  }

  /** Open another chat. */
  show(id) {
    this.open = id;
    this.reply = this.edit = null;
    this.draw();
  }

  replyTo(message) {
    this.take(this);
    this.reply = message;
    this.edit = null;
    this.draw();
    this.input.focus();
  }

  editing(message) {
    this.take(this);
    this.edit = message;
    this.reply = null;
    this.input.value = textOf(message);
    this.draw();
    this.input.focus();
  }

  /** Where Tab comes to: what is written in, or on a phone that isn't in hand its name. */
  resting() {
    return this.held ? this.input : this.nameButton;
  }

  /** What stands in sight of somebody who holds this phone has been read. */
  seen() {
    const { thread } = this;
    const before = this.unread;
    if (thread && this.held && thread.stuck) thread.unread = 0;
    this.down.hidden = !thread || thread.stuck;
    this.down.dataset.unread = thread?.unread || "";
    if (this.unread !== before) {
      drawTabs(this);
      this.element.dispatchEvent(new CustomEvent("read", { bubbles: true }));
    }
  }

  draw() {
    for (const [id, thread] of this.threads) thread.element.hidden = id !== this.open;
    this.thread?.draw(this.waiting);
    drawHead(this);
    drawTabs(this);
    drawContext(this);
    drawChips(this);
    this.seen();
    this.roving.settle();
  }

  toast(text, alert) {
    clearTimeout(this.timer);
    this.note.classList.toggle("alert", alert);
    this.note.textContent = text;
    this.timer = setTimeout(() => { this.note.textContent = ""; }, alert ? 8000 : 4000);
  }
}
