// Where on the page a sentence stands: the running texts of a part, and the mark on what is read.

const SILENT =
  "script, style, template, button, select, textarea, input, nav, svg, [hidden], [aria-hidden=true], .visually-hidden, .no-print, .listen";
const isInline = (element) => /^(inline|contents|ruby)/.test(getComputedStyle(element).display);
const isSilent = (element) =>
  element.matches(SILENT) || (element.checkVisibility && !element.checkVisibility());

// The running texts of an element, in order: each a block and the text nodes that make it up.
export const textsOf = (part) => {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode: (node) =>
      node.nodeType === Node.ELEMENT_NODE && isSilent(node)
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
  });
  const texts = [];
  let isBroken = true;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.ELEMENT_NODE) {
      isBroken ||= node.tagName === "BR";
      continue;
    }
    let block = node.parentElement;
    while (block !== part && isInline(block)) block = block.parentElement;
    if (isBroken || texts.at(-1)?.block !== block) texts.push({ block, nodes: [] });
    isBroken = false;
    texts.at(-1).nodes.push(node);
  }
  return texts;
};

export const wordsOf = (text) => text.nodes.map((node) => node.data).join("");
export const langOf = (element) => element.closest("[lang]").lang;

// The pieces of text nodes that a sentence covers.
export const rangesOf = (text, start, end) => {
  const ranges = [];
  let at = 0;
  for (const node of text.nodes) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, node.length);
    if (from < to) {
      const range = new Range();
      range.setStart(node, from);
      range.setEnd(node, to);
      ranges.push(range);
    }
    at += node.length;
  }
  return ranges;
};

export const unmark = () => {
  window.CSS?.highlights?.delete("spoken");
  for (const mark of document.querySelectorAll("mark.spoken")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
};
export const mark = (ranges) => {
  if (window.CSS?.highlights) CSS.highlights.set("spoken", new Highlight(...ranges));
  else {
    for (const range of ranges) {
      const around = document.createElement("mark");
      around.className = "spoken";
      range.surroundContents(around);
    }
  }
};
export const bringIntoSight = (range, block) => {
  const place = range.getBoundingClientRect();
  if (place.top < 140 || place.bottom > window.innerHeight - 140) block.scrollIntoView({ block: "center" });
};
