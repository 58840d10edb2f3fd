// Reads a part of the page aloud with a voice of the reader's own machine, sentence by sentence.
// The buttons stand in components/reading_tools.html; spoken.js says what is said, spoken-place.js
// where it stands on the page.

const root = document.documentElement;
// Each address bears the fingerprint of its file, so it is the page that knows it.
const load = (name) => import(document.querySelector(`script[src*="/${name}.js"]`).src);
const { chooseVoice, sentences, spokenText } = await load("spoken");
const { bringIntoSight, langOf, mark, rangesOf, textsOf, unmark, wordsOf } = await load("spoken-place");
const speech = window.speechSynthesis;

// What is being read now: its box of buttons, the part of the page, its sentences, and which one.
let reading = null;

const control = (box, name) => box.querySelector(`[data-listen-do="${name}"]`);

const show = (box, { isOpen, isPaused = false }) => {
  const held = document.activeElement;
  const gone = isOpen ? ["start", isPaused ? "pause" : "resume"] : ["previous", "pause", "resume", "next", "stop"];
  box.querySelector(".player").hidden = !isOpen;
  control(box, "pause").hidden = isPaused;
  control(box, "resume").hidden = !isPaused;
  root.classList.toggle("is-listening", isOpen);
  // A button that disappears hands its focus on.
  if (box.contains(held) && gone.includes(held.dataset.listenDo)) {
    control(box, !isOpen ? "start" : isPaused ? "resume" : "pause").focus({ preventScroll: true });
  }
};

const hush = () => {
  if (reading) reading.turn += 1;
  speech.cancel();
};

const stop = () => {
  if (!reading) return;
  hush();
  unmark();
  const { box } = reading;
  reading = null;
  show(box, { isOpen: false });
};

const say = (at) => {
  hush();
  unmark();
  if (at >= reading.pieces.length) {
    stop();
    return;
  }
  reading.at = Math.max(at, 0);
  const { index, start, end, voice } = reading.pieces[reading.at];
  const text = textsOf(reading.part)[index];
  if (!text) {
    stop();
    return;
  }
  const words = wordsOf(text).slice(start, end);
  const ranges = rangesOf(text, start, end);
  if (ranges.length) {
    bringIntoSight(ranges[0], text.block);
    mark(ranges);
  }
  if (reading.isPaused) return;
  const turn = reading.turn;
  const utterance = new SpeechSynthesisUtterance(spokenText(words, langOf(text.block)));
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.rate = Number(control(reading.box, "speed").value);
  utterance.onend = utterance.onerror = () => {
    if (reading && reading.turn === turn) say(reading.at + 1);
  };
  speech.speak(utterance);
};

const voices = async () => {
  if (!speech.getVoices().length) {
    await new Promise((resolve) => {
      speech.addEventListener("voiceschanged", resolve, { once: true });
      setTimeout(resolve, 1500);
    });
  }
  return speech.getVoices();
};

const start = async (box) => {
  stop();
  const part = document.getElementById(box.dataset.listen);
  const known = await voices();
  const pieces = [];
  let fault = "none";
  textsOf(part).forEach((text, index) => {
    const lang = langOf(text.block);
    const choice = chooseVoice(known, lang);
    if (choice.fault === "remote") fault = "remote";
    if (!choice.voice) return;
    for (const [from, to] of sentences(wordsOf(text), lang)) {
      pieces.push({ index, start: from, end: to, voice: choice.voice });
    }
  });
  for (const note of box.querySelectorAll("[data-listen-fault]")) {
    note.hidden = pieces.length > 0 || note.dataset.listenFault !== fault;
  }
  if (!pieces.length) return;
  reading = { box, part, pieces, at: 0, turn: 0, isPaused: false };
  show(box, { isOpen: true });
  say(0);
};

const pause = (isPaused) => {
  reading.isPaused = isPaused;
  show(reading.box, { isOpen: true, isPaused });
  // Some browsers cannot halt a voice: it stops, and begins the sentence anew.
  if (isPaused) hush();
  else say(reading.at);
};

const acts = {
  stop,
  pause: () => pause(true),
  resume: () => pause(false),
  previous: () => say(reading.at - 1),
  next: () => say(reading.at + 1),
};

if (speech && window.SpeechSynthesisUtterance) {
  speech.cancel();
  root.classList.add("can-listen");
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-listen-do]");
    if (!button) return;
    if (button.dataset.listenDo === "start") start(button.closest(".listen"));
    else if (reading) acts[button.dataset.listenDo]();
  });
  document.addEventListener("change", (event) => {
    if (reading && event.target.dataset?.listenDo === "speed") say(reading.at);
  });
  document.addEventListener("keydown", (event) => {
    if (reading && event.key === "Escape") stop();
  });
  // Whoever leaves, or hides the page with the quick exit, must not be heard any longer.
  window.addEventListener("pagehide", stop);
  new MutationObserver(() => root.hidden && hush()).observe(root, { attributeFilter: ["hidden"] });
}
