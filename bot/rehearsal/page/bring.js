// A file of one's own: dropped on the page or chosen, taken into the list or told what is wrong in it. Where the browser
// lets it be read again, it is taken anew when it has changed and somebody comes back to the page.

import { act } from "./api.js";
import { say } from "./dom.js";
import { askAnew } from "./scenarios.js";
import { fill, pageLanguage, words } from "./words.js";

const $ = (id) => document.getElementById(id);
/** So large a file may be, as for the bot: 64 KiB of text, and a spreadsheet somewhat more. */
const LARGEST = 1 << 20;
let source = null;
let changed = 0;
let after = () => {};

/** `done` is called when the list may have changed. */
export function offerBringing(done) {
  after = done;
}

export function drawBring() {
  say($("bring"), words().bring);
}

async function bring(file) {
  changed = file.lastModified;
  if (file.size > LARGEST) {
    say($("mistakes"), words().tooLarge);
    return;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const content = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const told = await act({ do: "bring", content, language: pageLanguage().code });
  say($("mistakes"), told.failed || told.mistakes || fill(words().brought, { name: file.name }));
  $("mistakes").classList.toggle("wrong", !told.taken);
  $("mistakes").scrollIntoView({ block: "nearest" });
  askAnew();
  after();
}

$("bring").addEventListener("click", () => $("bring-file").click());
$("bring-file").addEventListener("change", () => {
  const [file] = $("bring-file").files;
  source = null;
  if (file) bring(file);
  $("bring-file").value = "";
});

document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  const [item] = event.dataTransfer.items;
  const file = event.dataTransfer.files[0];
  const handle = item?.getAsFileSystemHandle?.();
  if (file) await bring(file);
  source = handle ? await handle.catch(() => null) : null;
});

addEventListener("focus", async () => {
  const file = await source?.getFile?.().catch(() => null);
  if (file && file.lastModified !== changed) bring(file);
});
