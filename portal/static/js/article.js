// What an article gains where script runs: a Norwegian word is explained where it stands, without
// leaving the page, and printing shows all of it.
const template = document.getElementById("page_explained");

const explain = (link) => {
  const card = template.content.firstElementChild.cloneNode(true);
  const isPopover = card.hasAttribute("popover");
  const closed = () => {
    link.setAttribute("aria-expanded", "false");
    card.remove();
  };
  const close = () => {
    if (isPopover) return card.hidePopover(); // gives the focus back, and calls closed
    closed();
    link.focus();
  };
  card.querySelector("bdi").textContent = link.textContent;
  card.querySelector("[data-explanation]").textContent = link.dataset.explained;
  const more = card.querySelector("[data-more]");
  if (more) more.href = link.href;
  card.querySelector("[data-do=close]").addEventListener("click", close);
  card.addEventListener("keydown", (event) => { if (event.key === "Escape" && !isPopover) close(); });
  card.addEventListener("toggle", (event) => { if (event.newState === "closed") closed(); });
  // Close to the word in the order of reading, so that the next stop of Tab is what follows it.
  (link.closest("p, li, td") || link.parentElement).append(card);
  link.setAttribute("aria-expanded", "true");
  if (isPopover) {
    card.showPopover();
    place(card, link);
  }
  card.focus({ preventScroll: isPopover });
};

// Under the word, or above it where there is no room; on a phone the sheet puts it at the foot.
const place = (card, link) => {
  if (getComputedStyle(card).position === "fixed") return;
  const word = link.getBoundingClientRect();
  const box = card.getBoundingClientRect();
  const room = document.documentElement.clientWidth - box.width - 16;
  const isAbove = word.bottom + box.height + 16 > window.innerHeight && word.top > box.height + 16;
  const top = isAbove ? word.top - box.height - 8 : word.bottom + 8;
  card.style.top = `${top + window.scrollY}px`;
  const start = card.dir === "rtl" ? word.right - box.width : word.left;
  card.style.left = `${Math.max(16, Math.min(start, room)) + window.scrollX}px`;
};

if (template && "showPopover" in HTMLElement.prototype) {
  for (const link of document.querySelectorAll("a.term[data-explained]")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-expanded", "false");
    const act = (event) => {
      event.preventDefault();
      if (link.getAttribute("aria-expanded") === "false") explain(link);
    };
    link.addEventListener("click", act);
    link.addEventListener("keydown", (event) => { if (event.key === " ") act(event); });
  }
}

for (const button of document.querySelectorAll("[data-do=print]")) {
  button.addEventListener("click", () => window.print());
}

// Paper folds nothing away, and says where and when it was printed.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open])")];
  opened.forEach((details) => { details.open = true; });
  const [address, day] = document.querySelectorAll("[data-printed] bdi");
  if (!address) return;
  address.textContent = location.origin + location.pathname;
  day.textContent = new Date().toLocaleDateString(document.documentElement.lang);
});
window.addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));
