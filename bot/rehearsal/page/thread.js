// One chat on one phone: its messages, each drawn once and again only where it has changed; it stays at the newest one
// unless somebody reads further up, and counts what they haven't seen.

import { el, key, say } from "./dom.js";
import { messageElement } from "./message.js";

/** So near to the end somebody reads along, in pixels. */
const NEAR = 48;
/** So many messages are drawn; those before them on demand, so that ten workshops are as quick as one. */
const DRAWN = 80;

export class Thread {
  constructor(phone, chat) {
    this.phone = phone;
    this.id = chat.id;
    this.private = chat.private;
    this.title = chat.title;
    this.messages = new Map();
    this.dirty = new Set();
    this.nodes = new Map();
    this.unread = 0;
    this.pinned = null;
    this.from = 0;
    this.stuck = true;
    this.top = this.height = 0;
    this.build();
  }

  build() {
    this.earlier = key({ className: "earlier", hidden: true, on: { click: () => this.drawBack() } });
    this.shown = el("div", { className: "shown" });
    this.queue = el("div", { className: "queue" });
    this.empty = el("p", { className: "empty" });
    this.element = el("div", { className: "messages", hidden: true, tabIndex: -1, attrs: { role: "log" } },
      this.earlier, this.empty, this.shown, this.queue);
    this.element.addEventListener("scroll", () => this.scrolled(), { passive: true });
    // Once laid out, and not while drawing: six phones that each ask for their height would lay out six times.
    const follow = new ResizeObserver(() => this.stuck && this.toEnd());
    for (const part of [this.element, this.shown, this.queue]) follow.observe(part);
  }

  // -- what comes in --------------------------------------------------------------------------------

  /** A message that is new or has changed; gives whether it is new. */
  take(message) {
    const isNew = !this.messages.has(message.id);
    this.messages.set(message.id, message);
    this.dirty.add(message.id);
    if (!isNew) for (const other of this.messages.values()) if (other.replyTo === message.id) this.dirty.add(other.id);
    return isNew;
  }

  visible() {
    return [...this.messages.values()].filter((message) => !message.service && !message.deleted);
  }

  // -- what is shown --------------------------------------------------------------------------------

  draw(waiting) {
    const before = this.place();
    if (this.stuck && this.dirty.size > 2 * DRAWN) this.from = Math.max(this.from, this.visible().at(-DRAWN)?.id ?? 0);
    for (const id of [...this.dirty].sort((a, b) => a - b)) this.drawOne(id);
    this.dirty.clear();
    if (this.stuck) this.shorten();
    this.queue.replaceChildren(...waiting.map((one) => messageElement(this.phone, this, one)));
    this.empty.hidden = this.shown.childElementCount + this.queue.childElementCount > 0;
    say(this.empty, this.phone.words.empty);
    say(this.earlier, this.phone.words.earlier);
    this.returnTo(before);
  }

  /** All of it anew, in another language. */
  redraw() {
    const lines = [...this.nodes.entries()];
    this.nodes.clear();
    this.shown.replaceChildren();
    for (const [id] of lines) this.dirty.add(id);
  }

  drawOne(id) {
    const message = this.messages.get(id);
    const line = this.nodes.get(id);
    if (message.service || message.deleted) {
      line?.remove();
      this.nodes.delete(id);
    } else if (line) line.lastElementChild.replaceWith(messageElement(this.phone, this, message));
    else if (id >= this.from) this.insert(id, messageElement(this.phone, this, message));
  }

  /** A new line in its place, under its day where that is another than of the line before. */
  insert(id, node) {
    let after = this.shown.lastElementChild;
    while (after && Number(after.dataset.id) > id) after = after.previousElementSibling;
    const day = this.day(this.messages.get(id));
    const head = day === after?.dataset.day ? null : el("p", { className: "day" }, day);
    const line = el("div", { className: "line", attrs: { "data-id": id, "data-day": day } }, head, node);
    this.nodes.set(id, line);
    if (after) after.after(line);
    else this.shown.prepend(line);
  }

  day(message) {
    const options = { weekday: "long", day: "numeric", month: "long", timeZone: this.phone.zone };
    return new Date(message.date).toLocaleDateString(this.phone.person.language, options);
  }

  /** While somebody reads along, only the newest are kept on the page. */
  shorten() {
    if (this.nodes.size > 2 * DRAWN) {
      const gone = [...this.nodes.keys()].sort((a, b) => a - b).slice(0, -DRAWN);
      for (const id of gone) {
        this.nodes.get(id).remove();
        this.nodes.delete(id);
      }
      this.from = gone.at(-1) + 1;
    }
    this.earlier.hidden = this.from === 0;
  }

  /** Draw so many more, or back to one of them, and keep what is read where it is. */
  drawBack(to = null) {
    const list = this.element;
    const fromEnd = list.scrollHeight - list.scrollTop;
    const before = this.visible().filter((message) => message.id < this.from);
    const wanted = to === null ? before.slice(-DRAWN) : before.filter((message) => message.id >= to);
    this.stuck = false;
    this.from = wanted.length === before.length ? 0 : wanted[0].id;
    for (const message of wanted) this.drawOne(message.id);
    this.earlier.hidden = this.from === 0;
    list.scrollTop = list.scrollHeight - fromEnd;
    this.phone.draw();
  }

  /** Show one message, and let it stand out for a moment. */
  reveal(id) {
    if (id < this.from) this.drawBack(id);
    const node = this.nodes.get(id);
    if (!node) return;
    this.stuck = false;
    node.scrollIntoView({ block: "center" });
    node.classList.add("found");
    setTimeout(() => node.classList.remove("found"), 1500);
  }

  // -- where one reads ------------------------------------------------------------------------------

  /** Only somebody who scrolls up leaves the end: a chat that grows moves away from it by itself. */
  scrolled() {
    const list = this.element;
    if (!list.clientHeight) return;
    const { scrollTop, scrollHeight } = list;
    if (scrollHeight - scrollTop - list.clientHeight < NEAR) this.stuck = true;
    else if (scrollTop < this.top - 2 && scrollHeight === this.height) this.stuck = false;
    this.top = scrollTop;
    this.height = scrollHeight;
    this.phone.seen();
  }

  toEnd() {
    this.stuck = true;
    this.element.scrollTop = this.height = this.element.scrollHeight;
    this.top = this.element.scrollTop;
  }

  /** What has the focus in here: which message, and which of its buttons. */
  place() {
    const node = this.element.contains(document.activeElement) && document.activeElement.closest("[data-id]");
    if (!node) return null;
    const buttons = [...node.querySelectorAll("button, a")];
    return { id: Number(node.dataset.id), at: buttons.indexOf(document.activeElement), node: document.activeElement };
  }

  /** Back to where the focus was, or to the nearest that is left of it. */
  returnTo(place) {
    if (!place || place.node.isConnected) return;
    const buttons = [...(this.nodes.get(place.id)?.querySelectorAll("button, a") || [])];
    const next = buttons[place.at] || buttons.at(-1) || this.phone.resting();
    next.focus({ preventScroll: true });
  }
}
