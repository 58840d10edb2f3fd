// What tests measure in a page. Read into the page as one object; each function is pure.
({
  // How the page presents itself, and every text that it shows or says in its own language.
  presents() {
    const root = document.documentElement;
    const own = (element) => element.closest("[lang]").lang === root.lang;
    const fold = (text) => text.replace(/\s+/g, " ").trim();
    const texts = new Set([document.title]);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent.closest("script, style") && own(parent)) texts.add(fold(walker.currentNode.data));
    }
    for (const element of document.body.querySelectorAll("*")) {
      if (!own(element)) continue;
      for (const { name, value } of element.attributes) {
        if (/^(aria-label|title|alt|placeholder|data-.*)$/.test(name)) texts.add(fold(value));
      }
      if (element.childElementCount && element.textContent.length < 400) {
        texts.add(fold(element.textContent));
      }
    }
    texts.delete("");
    return {
      lang: root.lang, dir: root.dir, texts: [...texts],
      h1: [...document.querySelectorAll("h1")].filter((e) => e.checkVisibility()).length,
    };
  },

  // What lies beside the screen, and so makes a page scroll sideways.
  sticksOut() {
    const root = document.documentElement;
    const wide = root.scrollWidth - root.clientWidth;
    if (wide <= 0) return [];
    const found = [...document.body.querySelectorAll("*")].filter((element) => {
      const box = element.getBoundingClientRect();
      return element.checkVisibility() && !element.matches(".skip") && box.width && (box.right > root.clientWidth + 0.5 || box.left < -0.5);
    });
    const innermost = found.filter((e) => ![...e.children].some((child) => found.includes(child)));
    return [`${wide} px`, ...innermost.slice(0, 5).map((e) => e.outerHTML.slice(0, 120))];
  },

  // What a finger must hit and cannot (WCAG 2.2, 2.5.8): less than 24 px wide or high, and so near
  // to another target that a circle of 24 px around it touches that. A link in a sentence is as
  // high as its line, which the rule allows.
  tooSmall() {
    const controls = "a[href], button, summary, input:not([type=hidden]), select, textarea";
    const targets = [...document.querySelectorAll(controls)].flatMap((element) => {
      const seen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      if (!seen || element.matches(".skip:not(:focus)")) return [];
      const label = element.matches("[type=radio], [type=checkbox]") && element.closest("label");
      const box = (label || element).getBoundingClientRect();
      return box.width > 1 && box.height > 1 ? [{ element, box }] : [];
    });
    return targets.filter(({ element, box }) => {
      const beside = element.closest("p, li, dd, td, blockquote");
      const isInSentence = element.matches("a") && getComputedStyle(element).display === "inline"
        && beside && beside.textContent.trim() !== element.textContent.trim();
      if (isInSentence || box.width >= 24 && box.height >= 24) return false;
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      return targets.some(({ element: other, box: near }) => other !== element
        && Math.hypot(
          x - Math.min(Math.max(x, near.left), near.right),
          y - Math.min(Math.max(y, near.top), near.bottom),
        ) < 12);
    }).map(({ element, box }) =>
      `${Math.round(box.width)}x${Math.round(box.height)} ${element.outerHTML.slice(0, 120)}`);
  },

  // Set the text as wide apart as a reader may (WCAG 1.4.12), and tell what is cut off by it.
  cutOffWhenSpaced() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
          word-spacing: 0.16em !important; transition: none !important; }
      p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
    const found = [...document.body.querySelectorAll("*")].flatMap((element) => {
      const style = getComputedStyle(element);
      const hasText = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
      const isHidden = element.closest(".visually-hidden, svg, template, [hidden]")
        || !element.checkVisibility() || element.clientWidth <= 1;
      if (!hasText || isHidden || style.display === "inline") return [];
      const cuts = (axis) => !["visible", "auto", "scroll"].includes(style[axis]);
      const isCut = element.scrollHeight > element.clientHeight + 2 && cuts("overflowY")
        || element.scrollWidth > element.clientWidth + 2 && cuts("overflowX");
      return isCut ? [element.outerHTML.slice(0, 120)] : [];
    });
    document.adoptedStyleSheets = [];
    return found;
  },
})
