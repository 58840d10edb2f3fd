// The search for interpreters, where script runs: suggestions for a language and a place while
// somebody types, and an address without the fields that were left empty. Without this script the
// fields are plain lines of text, and our server understands what is written there.

const PAUSE_MS = 120;
const told = document.getElementById("told");
const form = document.getElementById("lookup");

const line = (tag, text) => {
  const whole = document.createElement(tag);
  const part = document.createElement("bdi");
  part.textContent = text;
  whole.append(part);
  return whole;
};

// A combobox with a list box, as ARIA 1.2 describes it; choosing fills the field and goes on.
const suggest = (holder) => {
  const field = holder.querySelector("input");
  field.removeAttribute("list");
  const list = document.createElement("ul");
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", holder.dataset.label);
  field.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) field.setAttribute(name, value);

  let labels = [];
  let chosen = -1;
  let timer = 0;
  let asked = null; // the request under way

  const mark = (place) => {
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    chosen = place;
    const option = list.children[place];
    if (!option) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const open = (isOpen) => {
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen));
  };
  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    open(false);
    mark(-1);
  };
  const take = (place) => {
    field.value = labels[place];
    close();
    told.textContent = "";
  };
  const show = (found) => {
    labels = found.suggestions.map((one) => one.label);
    list.replaceChildren(...found.suggestions.map((one, place) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${place}`;
      option.setAttribute("role", "option");
      option.append(line("b", one.label));
      if (one.detail) option.append(line("small", one.detail));
      return option;
    }));
    mark(-1);
    open(labels.length > 0);
    told.textContent = found.told;
  };
  const ask = async () => {
    const text = field.value.trim();
    asked?.abort();
    if (!text) {
      told.textContent = "";
      return close();
    }
    const own = asked = new AbortController();
    try {
      const response = await fetch(holder.dataset.suggest, {
        method: "POST",
        body: new URLSearchParams({ text }),
        cache: "no-store",
        credentials: "omit",
        signal: own.signal,
      });
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
    const last = labels.length - 1;
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && last >= 0) {
      event.preventDefault();
      open(true);
      // Beyond either end lies the field itself, with what was typed.
      const next = chosen + (event.key === "ArrowDown" ? 1 : -1);
      mark(next < -1 ? last : next > last ? -1 : next);
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      take(chosen);
    }
  });
  // Pressing on the list must not take the focus from the field: the list would be gone.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const place = [...list.children].indexOf(event.target.closest("li"));
    if (place >= 0) take(place);
  });
  field.addEventListener("blur", close);
};

for (const holder of document.querySelectorAll("[data-suggest]")) suggest(holder);

// What was left empty says nothing, and need not stand in the address that somebody passes on.
const fields = () => [...form.elements].filter((field) => field.name);
form.addEventListener("submit", () => {
  for (const field of fields()) field.disabled = !field.value;
});
// Back leads to the page as it was left: with the fields switched off.
window.addEventListener("pageshow", () => {
  for (const field of fields()) field.disabled = false;
});
