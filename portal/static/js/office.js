// Follows the work on a file of the office, so that nobody need ask how far it is: the line that
// says it is kept current, and once the work has ended the page of what came of it is opened. Where
// a look fails, the next one may not; the link on the page asks as it does without script.
import { ownHtml } from "./trusted.js";

const EVERY_MS = 2000;
const line = document.getElementById("how-far");

const look = async () => {
  let again = line;
  try {
    const page = await (await fetch(location.href)).text();
    again = document.createRange().createContextualFragment(ownHtml(page)).getElementById("how-far");
  } catch {
    // Out of reach for a moment.
  }
  if (!again) {
    location.reload();
    return;
  }
  if (again.textContent.trim() !== line.textContent.trim()) line.replaceChildren(...again.childNodes);
  setTimeout(look, EVERY_MS);
};

setTimeout(look, EVERY_MS);
