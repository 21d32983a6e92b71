// The page's own words, in the languages that it is handed. Everything else on it is said by the bot, or written by
// whoever plays.

/** All languages, in their order. */
export const LANGUAGES = await (await fetch("/words")).json();
const BY_CODE = new Map(LANGUAGES.map((language) => [language.code, language]));

const preferred = [localStorage.getItem("language"), navigator.language.slice(0, 2), "en"];
let shown = BY_CODE.get(preferred.find((code) => BY_CODE.has(code))) || LANGUAGES[0];

/** The language around the phones. */
export const pageLanguage = () => shown;

/** A language by its code; that of the page where there is no such one. */
export const languageOf = (code) => BY_CODE.get(code) || shown;

/** The page's words in its own language. */
export const words = () => shown.words;

/** A sentence with its {blanks} filled in. */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export function choosePageLanguage(code) {
  shown = languageOf(code);
  localStorage.setItem("language", shown.code);
}
