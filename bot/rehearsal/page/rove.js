// One tab stop for a phone: Tab comes to where one was last, and arrow keys go from there to everything else on it. From
// wherever one is on it, PageUp and PageDown turn its messages.

const ITEMS = "button, textarea, a[href]";

const within = (root) => [...root.querySelectorAll(ITEMS)].filter((node) => !node.disabled && node.checkVisibility());

/** Which way an arrow key goes: 1 on, -1 back, 0 nowhere. */
function step(event, node) {
  if (node.tagName === "TEXTAREA") {
    const { selectionStart: from, selectionEnd: to, value } = node;
    if (event.key === "ArrowUp" && to === 0) return -1;
    return event.key === "ArrowDown" && from === value.length ? 1 : 0;
  }
  const on = getComputedStyle(node).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (event.key === "ArrowDown" || event.key === on) return 1;
  return event.key === "ArrowUp" || event.key === "ArrowLeft" || event.key === "ArrowRight" ? -1 : 0;
}

export class Roving {
  /** `first` gives where Tab comes to while nobody has been anywhere yet, or where that is gone. */
  constructor(root, first) {
    this.root = root;
    this.first = first;
    this.current = null;
    root.addEventListener("focusin", (event) => event.target.matches(ITEMS) && this.be(event.target));
    root.addEventListener("keydown", (event) => this.pressed(event));
  }

  be(node) {
    if (this.current === node) return;
    if (this.current) this.current.tabIndex = -1;
    this.current = node;
    node.tabIndex = 0;
  }

  /** After things came and went: there is always one place to come to. */
  settle() {
    const there = this.current && this.root.contains(this.current) && this.current.checkVisibility();
    if (!there) this.be(this.first());
  }

  pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (event.key === "PageUp" || event.key === "PageDown") {
      const list = this.root.querySelector(".messages:not([hidden])");
      list.scrollBy(0, (event.key === "PageUp" ? -0.8 : 0.8) * list.clientHeight);
      event.preventDefault();
      return;
    }
    const typing = event.target.tagName === "TEXTAREA";
    if (event.key === "Escape" && !typing) {
      this.first().focus();
      return;
    }
    const items = within(this.root);
    const ends = typing ? {} : { Home: items[0], End: items.at(-1) };
    const by = step(event, event.target);
    const next = ends[event.key] || (by && items[items.indexOf(event.target) + by]);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}
