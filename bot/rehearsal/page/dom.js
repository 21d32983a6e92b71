// Making elements. Text always goes in as text: nothing that anybody wrote is ever read as HTML.

/** An element with properties, attributes (in `attrs`), listeners (in `on`) and children. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  const { attrs = {}, on = {}, ...rest } = props;
  Object.assign(node, rest);
  for (const [name, value] of Object.entries(attrs)) if (value !== null) node.setAttribute(name, value);
  for (const [name, handler] of Object.entries(on)) node.addEventListener(name, handler);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A button on a phone: reached by arrow keys, not by Tab (rove.js). */
export function key(props, ...children) {
  return el("button", { type: "button", tabIndex: -1, ...props }, ...children);
}

/** Say something in an element, and touch it only where it said something else. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Bring children up to date by key: `make` makes one that is missing, `update` is called for all of them. */
export function keyed(parent, items, keyOf, make, update) {
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let before = null;
  for (const item of items) {
    const name = String(keyOf(item));
    const node = known.get(name) || make(item);
    known.delete(name);
    node.dataset.key = name;
    update(node, item);
    const place = before ? before.nextSibling : parent.firstChild;
    if (place !== node) parent.insertBefore(node, place);
    before = node;
  }
  for (const gone of known.values()) gone.remove();
}

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
const COMMAND = /(?<![\w/.:])\/[a-z]{2,32}\b/g;

function styled(run, onCommand) {
  let node = el("span", {}, ...(onCommand ? withCommands(run.text, onCommand) : [run.text]));
  for (const style of run.styles) if (TAGS[style]) node = el(TAGS[style], {}, node);
  return node;
}

/** A text whose /commands can be tapped. */
function withCommands(text, onCommand) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(COMMAND)) {
    parts.push(text.slice(end, found.index));
    parts.push(key({ className: "command", on: { click: () => onCommand(found[0]) } }, found[0]));
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)];
}

const isQuote = (run) => run.styles.some((style) => style.endsWith("blockquote"));

/** A message's text: paragraphs, each in its own direction, with quotations that fold. */
export function rich(runs, words, onCommand = null) {
  const parts = [];
  let quote = null;
  for (const run of runs) {
    if (isQuote(run)) {
      if (!quote) {
        quote = el("blockquote");
        parts.push(quote);
        if (run.styles.includes("expandable_blockquote")) parts.push(fold(quote, words));
      }
      quote.append(styled(run, null));
    } else {
      quote = null;
      parts.push(styled(run, onCommand));
    }
  }
  return el("div", { className: "text" }, ...parts);
}

function fold(quote, words) {
  quote.className = "folded";
  const more = key({ className: "more", attrs: { "aria-expanded": "false" } }, words.more);
  const turn = () => {
    const folded = quote.classList.toggle("folded");
    more.setAttribute("aria-expanded", String(!folded));
    more.textContent = folded ? words.more : words.less;
  };
  more.addEventListener("click", turn);
  return more;
}
