// Larger letters on this page. They are kept on the device only where the reader ticks it; private
// pages have no such tick, and there nothing is kept and nothing is looked up.

const KEY = "veiviser-text-size";
const root = document.documentElement;
const ticks = () => [...document.querySelectorAll("[data-text-size-keep]")];

const stored = () => {
  try {
    return ticks().length ? localStorage.getItem(KEY) : null;
  } catch {
    return null;
  }
};

const keep = (isKept) => {
  try {
    if (isKept) localStorage.setItem(KEY, root.dataset.text ?? "");
    else localStorage.removeItem(KEY);
  } catch {
    for (const tick of ticks()) tick.checked = false;
  }
};

const show = (size) => {
  if (size === "large" || size === "largest") root.dataset.text = size;
  else delete root.dataset.text;
  for (const button of document.querySelectorAll("[data-text-size]")) {
    button.setAttribute("aria-pressed", String(button.dataset.textSize === (root.dataset.text ?? "")));
  }
};

root.classList.add("can-size");
const before = stored();
if (before !== null) {
  for (const tick of ticks()) tick.checked = true;
  show(before);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-text-size]");
  if (!button) return;
  show(button.dataset.textSize);
  if (ticks().some((tick) => tick.checked)) keep(true);
});
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-text-size-keep]")) keep(event.target.checked);
});
