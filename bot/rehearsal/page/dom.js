// Making elements. Text always goes in as text: nothing that anybody wrote is ever read as HTML.

/** An element with properties, attributes (in `attrs`) and children. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  const { attrs = {}, on = {}, ...rest } = props;
  Object.assign(node, rest);
  for (const [name, value] of Object.entries(attrs)) if (value !== null) node.setAttribute(name, value);
  for (const [name, handler] of Object.entries(on)) node.addEventListener(name, handler);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre" };

function styled(run) {
  let node = document.createTextNode(run.text);
  for (const style of run.styles) if (TAGS[style]) node = el(TAGS[style], {}, node);
  return node;
}

const isQuote = (run) => run.styles.some((style) => style.endsWith("blockquote"));

/** A message's text: paragraphs, with quotations that fold. */
export function rich(runs) {
  const parts = [];
  let quote = null;
  for (const run of runs) {
    if (isQuote(run)) {
      if (!quote) {
        quote = el("blockquote", { attrs: { dir: "auto" } });
        if (run.styles.includes("expandable_blockquote")) fold(quote);
        parts.push(quote);
      }
      quote.append(styled(run));
    } else {
      quote = null;
      parts.push(styled(run));
    }
  }
  return el("div", { className: "text", attrs: { dir: "auto" } }, ...parts);
}

function fold(quote) {
  quote.className = "folded";
  quote.tabIndex = 0;
  const open = () => quote.classList.toggle("folded");
  quote.addEventListener("click", open);
  quote.addEventListener("keydown", (event) => event.key === "Enter" && open());
}
