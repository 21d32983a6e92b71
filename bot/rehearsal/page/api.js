// What is asked of the server, and what it says.

import { words } from "./words.js";

/** Have something done; gives what the server tells, with `failed` where it couldn't be. */
export async function act(what) {
  try {
    const answer = await fetch("/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(what),
    });
    const told = await answer.json();
    return answer.ok && !told.later ? told : { failed: told.error || words().later };
  } catch {
    return { failed: words().gone };
  }
}

/** The same for those who only want to know what went wrong. */
export async function send(what) {
  const told = await act(what);
  return told.failed || words()[told.word];
}
