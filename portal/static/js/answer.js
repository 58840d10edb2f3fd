// What can be done with an answer: copy it with its sources, print it alone, say what was missing.
// The answers may be added to the page later; nothing is sent but what a reader says was missing.
import { ownHtml } from "./trusted.js";

const sendFeedback = async (form, sent) => {
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent) });
    const page = new DOMParser().parseFromString(ownHtml(await answer.text()), "text/html");
    const thanks = page.getElementById("thanks");
    thanks.removeAttribute("id");
    thanks.tabIndex = -1;
    form.replaceWith(thanks);
    thanks.focus();
  } catch {
    form.querySelector(".failed")?.remove();
    const notice = document.getElementById("failed").content.cloneNode(true);
    notice.querySelector("button").addEventListener("click", () => sendFeedback(form, sent));
    form.append(notice);
  }
};

const textOf = (card) => {
  const lines = [card.querySelector("h2").innerText, ""];
  for (const quote of card.querySelectorAll(".quote")) {
    for (const part of quote.querySelectorAll("blockquote > p, blockquote li")) {
      const list = part.closest("ol, ul");
      const at = list ? [...list.children].indexOf(part) : 0;
      const mark = !list ? "" : list.tagName === "OL" ? `${list.start + at}. ` : "– ";
      lines.push(mark + part.textContent.trim());
    }
    const source = quote.querySelector(".source").cloneNode(true);
    source.querySelector(".visually-hidden")?.remove();
    lines.push(source.textContent.trim(), quote.querySelector(".address").textContent, "");
  }
  return lines.join("\n").trim();
};

const copy = async (button) => {
  const card = button.closest(".answer");
  await navigator.clipboard.writeText(textOf(card));
  const words = button.querySelector("span");
  const before = words.textContent;
  words.textContent = button.dataset.copied;
  card.querySelector("[data-tools-said]").textContent = button.dataset.copied;
  setTimeout(() => {
    words.textContent = before;
    card.querySelector("[data-tools-said]").textContent = "";
  }, 2500);
};

const print = (button) => {
  const card = button.closest(".answer");
  card.classList.add("printed");
  window.addEventListener("afterprint", () => card.classList.remove("printed"), { once: true });
  window.print();
};

if (!navigator.clipboard) document.documentElement.classList.add("cannot-copy");

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copy], [data-print]");
  if (button?.matches("[data-copy]")) copy(button);
  else if (button) print(button);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-feedback]")) return;
  event.preventDefault();
  const sent = new FormData(form);
  if (event.submitter?.name) sent.set(event.submitter.name, event.submitter.value);
  sendFeedback(form, sent);
});
