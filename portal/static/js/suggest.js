// Suggestions while somebody types: a combobox of ARIA 1.2. What is typed is posted, and kept
// nowhere; without this script it is a plain line, which our server understands.
const PAUSE_MS = 120;
const told = document.getElementById("told");

const set = (element, attributes) => {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
};

// Each text in its own language and direction.
const line = (tag, text, lang = "") => {
  const whole = document.createElement(tag);
  const part = document.createElement("bdi");
  part.textContent = text;
  if (lang) part.lang = lang;
  whole.append(part);
  return whole;
};

const suggest = (holder) => {
  const field = holder.querySelector("[type=text]");
  const list = document.createElement("ul");
  const id = `${field.id}-suggestions`;
  set(list, { id, class: "suggestions", hidden: "", role: "listbox", "aria-label": holder.dataset.label });
  set(field, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": false, "aria-controls": id });
  field.removeAttribute("list");
  field.after(list);

  let suggestions = [];
  let chosen = -1;
  let timer;
  let asked;

  const mark = (place) => {
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", at === place));
    chosen = place;
    const option = list.children[place];
    if (!option) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const open = (isOpen) => {
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", isOpen);
  };
  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    open(false);
    mark(-1);
  };
  const leave = () => {
    close();
    told.textContent = "";
  };
  // What is suggested is a page to go to, or words for the field.
  const take = (place) => {
    const { url, label } = suggestions[place];
    leave();
    if (url) location.assign(url);
    else field.value = label;
  };
  // What is listed for other letters than the field's is looked at, but not taken.
  const isBehind = () => list.ariaBusy === "true";
  const show = (found) => {
    suggestions = found.suggestions;
    list.ariaBusy = "false";
    list.replaceChildren(...suggestions.map((one, place) => {
      const option = document.createElement("li");
      set(option, { id: `${id}-${place}`, role: "option" });
      option.append(line("b", one.label, one.lang));
      if (one.detail) option.append(line("small", one.detail, one.detail_lang));
      return option;
    }));
    mark(-1);
    open(suggestions.length > 0);
    told.textContent = found.told;
  };
  // Beyond either end lies the field itself.
  const move = (step) => {
    const last = suggestions.length - 1;
    const next = chosen + step;
    mark(next < -1 ? last : next > last ? -1 : next);
  };
  const ask = async (step = 0) => {
    const text = field.value.trim();
    clearTimeout(timer);
    asked?.abort();
    if (text.length < (holder.dataset.least ?? 1)) return leave();
    const own = asked = new AbortController();
    try {
      const response = await fetch(holder.dataset.suggest, {
        method: "POST", body: new URLSearchParams({ text }), cache: "no-store", credentials: "omit", signal: own.signal,
      });
      if (!response.ok || own !== asked || document.activeElement !== field) return;
      show(await response.json());
      move(step);
    } catch {
      // No net, or overtaken by the next letter.
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    list.ariaBusy = "true";
    mark(-1);
    timer = setTimeout(ask, PAUSE_MS);
  });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing) return;
    if (step && isBehind()) ask(step);
    else if (step && suggestions.length) {
      open(true);
      move(step);
    } else if (list.hidden) return;
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) take(chosen);
    else return;
    event.preventDefault();
  });
  // The focus stays in the field, or the list would be gone.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const place = [...list.children].indexOf(event.target.closest("li"));
    if (place >= 0) take(place);
  });
  field.addEventListener("blur", close);
  field.form.addEventListener("submit", leave);
};

for (const holder of document.querySelectorAll("[data-suggest]")) suggest(holder);

// What was left empty is no part of an address; Back leads to the page as it was left.
const form = told.closest("form");
const turn = (isOff) => {
  for (const field of form.elements) field.disabled = isOff && field.name && !field.value;
};
if (form.method === "get") {
  form.addEventListener("submit", () => turn(true));
  addEventListener("pageshow", () => turn(false));
}
