// Suggestions while somebody types: a combobox with a list box, as ARIA 1.2 describes it. What is
// typed is posted to our own server, is kept nowhere, and never stands in an address. Without this
// script the button searches, and shows the nearest titles where nothing was found.
const form = document.getElementById("find");
const field = document.getElementById("text");
const told = document.getElementById("told");

const PAUSE_MS = 160;
const LEAST_CHARS = 2;

const list = document.createElement("ul");
list.id = "suggestions";
list.className = "suggestions";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", form.dataset.label);
field.closest(".find-field").append(list);
for (const [name, value] of Object.entries({
  role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
})) field.setAttribute(name, value);

let urls = [];
let chosen = -1;
let timer = 0;
let asked = null; // the request under way

const choose = (place) => {
  [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
  chosen = place;
  const option = list.children[place];
  if (!option) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
};

const close = () => {
  clearTimeout(timer);
  if (asked) asked.abort();
  list.hidden = true;
  field.setAttribute("aria-expanded", "false");
  choose(-1);
};

const open = (url) => {
  close();
  window.location.assign(url);
};

// Each text in its own language and direction, on a line that begins where the page's lines do.
const line = (tag, text, lang) => {
  const whole = document.createElement(tag);
  const part = document.createElement("bdi");
  part.textContent = text;
  part.lang = lang;
  whole.append(part);
  return whole;
};

const show = (found) => {
  urls = found.suggestions.map((one) => one.url);
  list.replaceChildren(...found.suggestions.map((one, place) => {
    const option = document.createElement("li");
    option.id = `suggestion-${place}`;
    option.setAttribute("role", "option");
    option.append(line("b", one.label, one.lang));
    if (one.detail) option.append(line("small", one.detail, one.detail_lang));
    return option;
  }));
  choose(-1);
  list.hidden = !urls.length;
  field.setAttribute("aria-expanded", String(!list.hidden));
  told.textContent = found.told;
};

const ask = async () => {
  const text = field.value.trim();
  if (asked) asked.abort();
  if (text.length < LEAST_CHARS) {
    told.textContent = "";
    return close();
  }
  const own = asked = new AbortController();
  try {
    const response = await fetch(form.dataset.suggest, {
      method: "POST",
      body: new URLSearchParams({ text }),
      cache: "no-store",
      credentials: "omit",
      signal: own.signal,
    });
    // Whoever has gone on, or gone away, wants no list of what was typed before.
    if (response.ok && own === asked && document.activeElement === field) show(await response.json());
  } catch {
    // No net, or overtaken by the next letter: the button still searches.
  }
};

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE_MS);
});

field.addEventListener("keydown", (event) => {
  const last = urls.length - 1;
  if (event.isComposing) return;
  if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    close();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && last >= 0) {
    event.preventDefault();
    if (list.hidden) {
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
    }
    const step = event.key === "ArrowDown" ? 1 : -1;
    // Beyond either end lies the field itself, with what was typed.
    const next = chosen + step;
    choose(next < -1 ? last : next > last ? -1 : next);
  } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
    event.preventDefault();
    open(urls[chosen]);
  }
});

// Pressing on the list must not take the focus from the field: the list would be gone.
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const place = [...list.children].indexOf(event.target.closest("li"));
  if (place >= 0) open(urls[place]);
});
field.addEventListener("blur", close);
form.addEventListener("submit", () => {
  close();
  told.textContent = "";
});
