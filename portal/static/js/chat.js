// The conversation without leaving the page: each question is posted to the stream that the thread
// names, and its answer is added. What is asked and answered lives in this page alone; leaving it
// empties it. Where anything of this fails, the forms work as they do without script.
//
// A screen reader hears each answer once: the focus moves to its heading, which is described by how
// the answer begins. Only "looking for an answer" is a live region.
import { ownHtml } from "./trusted.js";

const byId = (id) => document.getElementById(id);
const thread = byId("thread");
const box = byId("question");
const waiting = byId("waiting");

const parse = (html) => document.createRange().createContextualFragment(ownHtml(html));

// The events of a stream, as pairs of name and data.
const eventsOf = async function* (body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const [name, ...data] = event.split("\n");
      yield [name.slice(7), data.map((line) => line.slice(6)).join("\n")];
    }
  }
};

let asking = null;
let cards = document.querySelectorAll(".answer").length;

// The same question as an ordinary form: the server shows its page.
const submitPlainly = (url, sent) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = url;
  for (const [name, value] of sent) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
};

const sayFault = (told) => {
  byId("question-fault")?.remove();
  box.removeAttribute("aria-invalid");
  box.setAttribute("aria-describedby", "question-hint");
  if (!told) return;
  const fault = document.createElement("p");
  Object.assign(fault, { id: "question-fault", className: "fault", textContent: told });
  box.before(fault);
  box.setAttribute("aria-invalid", "true");
  box.setAttribute("aria-describedby", "question-hint question-fault");
  box.focus();
};

const ask = async (form, sent) => {
  if (asking) return;
  asking = new AbortController();
  let card = null;
  let isWhole = false;
  const add = (slot) => (html) => card.querySelector(`.answer-${slot}`).append(parse(html));
  const take = {
    card: (html) => {
      thread.append(parse(html));
      card = thread.lastElementChild;
    },
    top: add("top"),
    text: add("text"),
    more: add("more"),
    carried: (html) => box.form.querySelector("[data-carried]").replaceChildren(parse(html)),
    refused: (told) => {
      isWhole = true;
      sayFault(told);
    },
    private: (html) => {
      isWhole = true;
      document.title = "Veiviser";
      thread.replaceChildren(parse(html));
      submitPlainly(form.action, sent);
    },
    end: () => {
      isWhole = true;
      if (box.value === sent.get("question")) box.value = ""; // not what was written meanwhile
      const heading = card.querySelector("h2");
      const short = card.querySelector(".short, .answer-text p");
      if (short) {
        short.id ||= `${heading.id}-short`;
        heading.setAttribute("aria-describedby", short.id);
      }
      heading.focus({ preventScroll: true });
      heading.scrollIntoView();
    },
  };
  document.querySelector(".failed")?.remove();
  sayFault("");
  waiting.textContent = waiting.dataset.waiting;
  sent.set("card", String(cards += 1));
  try {
    const answer = await fetch(thread.dataset.stream, {
      method: "POST",
      body: new URLSearchParams(sent),
      signal: asking.signal,
    });
    for await (const [name, html] of eventsOf(answer.body)) take[name]?.(html);
    if (!isWhole) throw new Error("cut short");
  } catch {
    card?.remove();
    if (!asking.signal.aborted) fail(() => ask(form, sent));
  }
  waiting.textContent = "";
  asking = null;
};

const fail = (retry) => {
  const notice = byId("failed").content.cloneNode(true);
  notice.querySelector("button").addEventListener("click", retry);
  waiting.after(notice);
  waiting.nextElementSibling.scrollIntoView({ block: "center" });
};

if (thread?.dataset.stream && window.TextDecoderStream) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-ask]")) return;
    const sent = new FormData(form);
    // Older browsers leave the button out that was pressed.
    if (event.submitter?.name) sent.set(event.submitter.name, event.submitter.value);
    event.preventDefault();
    if (String(sent.get("question")).trim()) ask(form, sent);
  });
  // Whoever comes back finds an empty conversation, also where the browser kept the page.
  window.addEventListener("pagehide", () => {
    asking?.abort();
    thread.replaceChildren();
    box.form.querySelector("[data-carried]").replaceChildren();
    box.value = "";
    document.querySelector("[data-earlier]")?.remove();
  });
}
