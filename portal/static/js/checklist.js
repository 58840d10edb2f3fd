// The list of the first weeks: choose what concerns you, see how far you are, and keep the ticks on
// this device only if the box for it is ticked.
const KEY = "veiviser-first-weeks";
const list = document.querySelector("[data-checklist]");
const all = (name) => [...list.querySelectorAll(`[data-${name}]`)];
const [situations, tasks, ticks] = ["situation", "task", "tick"].map(all);
const [keep] = all("keep");
const [line] = all("progress");
const [forgotten] = all("forgotten");
const bar = list.querySelector("progress");
const forget = list.querySelector("[data-do=forget]");
const numbers = line.dataset.numbers.split(" ");

// Some browsers forbid storage altogether: then nothing is kept, and the rest works.
const stored = (use) => {
  try {
    return use(window.localStorage);
  } catch {
    return null;
  }
};

const chosen = (boxes, name) => boxes.filter((box) => box.checked).map((box) => box.dataset[name]);

const show = () => {
  const mine = chosen(situations, "situation");
  for (const task of tasks) {
    const whose = task.dataset.for.split(" ").filter(Boolean);
    task.hidden = mine.length > 0 && whose.length > 0 && !whose.some((one) => mine.includes(one));
    task.classList.toggle("done", task.querySelector("[data-tick]").checked);
  }
  for (const section of list.querySelectorAll("section")) {
    section.hidden = !section.querySelector("[data-task]:not([hidden])");
  }
  const seen = tasks.filter((task) => !task.hidden);
  const done = seen.filter((task) => task.classList.contains("done")).length;
  bar.max = seen.length;
  bar.value = done;
  line.textContent = line.dataset.progress
    .replace("{done}", numbers[done])
    .replace("{all}", numbers[seen.length]);
};

const save = () => {
  if (!keep.checked) return;
  const state = { situations: chosen(situations, "situation"), ticks: chosen(ticks, "tick") };
  stored((storage) => storage.setItem(KEY, JSON.stringify(state)));
};

const drop = () => {
  stored((storage) => storage.removeItem(KEY));
  keep.checked = false;
  forget.hidden = true;
  forgotten.textContent = forgotten.dataset.forgotten;
};

const bringBack = () => {
  let kept;
  try {
    kept = JSON.parse(stored((storage) => storage.getItem(KEY)) || "null");
  } catch {
    kept = null;
  }
  keep.checked = Boolean(kept);
  forget.hidden = !kept;
  for (const box of situations) box.checked = Boolean(kept?.situations?.includes(box.dataset.situation));
  for (const box of ticks) box.checked = Boolean(kept?.ticks?.includes(box.dataset.tick));
};

list.addEventListener("change", (event) => {
  if (event.target === keep) {
    forgotten.textContent = "";
    if (keep.checked) forget.hidden = false;
    else drop();
  }
  show();
  save();
});
forget.addEventListener("click", () => {
  drop();
  keep.focus();
});
list.querySelector("[data-do=print]").addEventListener("click", () => window.print());

bringBack();
show();
