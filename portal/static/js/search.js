// Results that come into the page, so that Back leads from a page that was found to what was
// searched for: a page that was posted is gone, and the browser shows an error in its place. What is
// searched for is posted to our own server, is kept nowhere, and never stands in an address. Where
// anything of this fails, the form works as it does without script.
import { ownHtml } from "./trusted.js";

const form = document.getElementById("find");
const field = document.getElementById("text");
const byId = (page, id) => page.getElementById(id);

const submitPlainly = (button) => {
  if (button?.name) {
    const extra = document.createElement("input");
    Object.assign(extra, { type: "hidden", name: button.name, value: button.value });
    form.append(extra);
  }
  form.submit();
};

// Results that nobody else should see bring the way out with them; js/exit.js waits for it. It
// stays for as long as the page does.
const becomePrivate = (page) => {
  if (document.querySelector(".exit")) return;
  document.body.prepend(page.querySelector(".exit"), byId(page, "page_veil"));
  document.querySelector("footer").replaceWith(page.querySelector("footer"));
  for (const [selector, name] of [["link[rel=icon]", "href"], ["meta[name=viewport]", "content"]]) {
    document.querySelector(selector)[name] = page.querySelector(selector).getAttribute(name);
  }
};

const show = (page) => {
  for (const id of ["remembered", "outcome"]) byId(document, id).replaceWith(byId(page, id));
  if (page.querySelector(".exit")) becomePrivate(page);
  document.title = document.querySelector(".exit") ? "Veiviser" : page.title;
  byId(document, "text-fault")?.remove();
  field.removeAttribute("aria-invalid");
  const heading = document.querySelector("#outcome h2");
  heading.tabIndex = -1;
  heading.focus();
};

let isSearching = false;

const search = async (button) => {
  if (isSearching) return;
  isSearching = true;
  const sent = new FormData(form);
  if (button?.name) sent.append(button.name, button.value);
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(sent),
      cache: "no-store",
      credentials: "omit",
    });
    const page = new DOMParser().parseFromString(ownHtml(await response.text()), "text/html");
    if (response.ok && byId(page, "found")) show(page);
    else submitPlainly(button);
  } catch {
    submitPlainly(button);
  }
  isSearching = false;
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  search(event.submitter);
});
