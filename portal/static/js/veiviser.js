// What every page gains where script runs: menus that close by themselves, questions sent by Enter.
document.documentElement.classList.add("scripted");

const menus = [...document.querySelectorAll("details.menu")];

const close = (menu, focus) => {
  if (!menu.open) return;
  menu.open = false;
  if (focus) menu.querySelector("summary").focus();
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") menus.forEach((menu) => close(menu, menu.contains(document.activeElement)));
});
document.addEventListener("click", (event) => {
  menus.filter((menu) => !menu.contains(event.target)).forEach((menu) => close(menu, false));
});
for (const menu of menus) {
  // The name attribute does this where browsers know it; older ones do not.
  menu.addEventListener("toggle", () => {
    if (menu.open) menus.filter((other) => other !== menu).forEach((other) => close(other, false));
  });
}

// A phone calls its Enter "send" there; a new line is Shift and Enter.
document.addEventListener("keydown", (event) => {
  const box = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || box.enterKeyHint !== "send") return;
  event.preventDefault();
  box.form.requestSubmit();
});
