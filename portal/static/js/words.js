// A box above the list of words: what does not fit is hidden while somebody writes.
const box = document.getElementById("page_filter");
const status = document.querySelector("[data-none]");
const letters = [...document.querySelectorAll("section.letter")];
// Accents and points are no hindrance: "saeter" is not found by "sæter", but "etat" by "état".
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const words = letters.flatMap((letter) =>
  [...letter.querySelectorAll("dl > div")].map((entry) => ({ entry, letter, text: fold(entry.textContent) })),
);

const show = () => {
  const wanted = fold(box.value.trim());
  const shown = new Set();
  for (const { entry, letter, text } of words) {
    entry.hidden = !text.includes(wanted);
    if (!entry.hidden) shown.add(letter);
  }
  for (const letter of letters) {
    letter.hidden = !shown.has(letter);
    const link = document.querySelector(`.letters a[href="#${CSS.escape(letter.querySelector("h2").id)}"]`);
    if (link) link.parentElement.hidden = letter.hidden;
  }
  status.textContent = shown.size ? "" : status.dataset.none;
};

box.addEventListener("input", show);
// The browser may bring the page back with what was written.
if (box.value) show();
