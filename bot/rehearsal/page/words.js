// The page's own words, in the languages that it is handed. Everything else on it is said by the bot, or written by
// whoever plays.

const LANGUAGES = await (await fetch("/words")).json();
const CODES = LANGUAGES.map((language) => language.code);

const preferred = [localStorage.getItem("language"), navigator.language.slice(0, 2), "en"];
let shown = CODES.indexOf(preferred.find((code) => CODES.includes(code)));

/** The page's words in the language chosen. */
export const words = () => LANGUAGES[shown].words;

/** A sentence with its {blanks} filled in. */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export const currentLanguage = () => LANGUAGES[shown];

/** The language that comes after the one chosen. */
export const nextLanguage = () => LANGUAGES[(shown + 1) % LANGUAGES.length];

export function switchLanguage() {
  shown = CODES.indexOf(nextLanguage().code);
  localStorage.setItem("language", CODES[shown]);
}
