// Shows what this device keeps: the collections, and on the page of kept pages every title.
// Only the device knows: it is read from its own store, and nothing is asked of the server.

const PAGES = "veiviser-pages-1";
const page = document.documentElement;
const locale = Intl.DateTimeFormat.supportedLocalesOf(page.lang)[0];

const dayOf = (iso) =>
  locale ? new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date(iso)) : iso.slice(0, 10);
const megabytesOf = (bytes) =>
  (bytes / 1e6).toLocaleString(locale ?? "en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

// The lists that the worker stored, each with the day on which all that it names was fresh.
const keptLists = async () => {
  if (!window.caches || !(await caches.has(PAGES))) return [];
  const store = await caches.open(PAGES);
  const keys = (await store.keys()).filter((key) => key.url.endsWith(".json"));
  return Promise.all(
    keys.map(async (key) => {
      const response = await store.match(key, { ignoreVary: true });
      return { ...(await response.json()), keptOn: response.headers.get("Kept-On") };
    }),
  );
};

const rowFrom = (box, selector) => box.querySelector(selector).content.cloneNode(true);
const put = (row, name, text, lang) => {
  const place = row.querySelector(`[data-put="${name}"]`);
  place.textContent = text;
  if (lang) {
    place.lang = lang;
    place.dir = "auto";
  }
  return place;
};

const showCollections = (box, lists) => {
  box.querySelector("ul").replaceChildren(
    ...lists.map((list) => {
      const row = rowFrom(box, "template");
      put(row, "name", list.name, list.lang);
      put(row, "about", box.dataset.about
        .replace("{day}", dayOf(list.keptOn)).replace("{size}", megabytesOf(list.bytes)));
      return row;
    }),
  );
};

// Marks do not count, nor which of two alike letters a keyboard has: Arabic ones write Persian too.
const folded = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ي", "ی").replaceAll("ك", "ک")
    .replaceAll("\u200c", " ").toLocaleLowerCase();

const showPages = (box, lists, wanted = "") => {
  const seen = new Set();
  const found = lists.flatMap((list) => list.pages).filter(({ url, title }) => {
    if (seen.has(url) || !folded(title).includes(folded(wanted.trim()))) return false;
    return seen.add(url);
  });
  box.querySelector("ul").replaceChildren(
    ...found.map(({ url, title, lang }) => {
      const row = rowFrom(box, "template");
      put(row, "title", title, lang).href = url;
      return row;
    }),
  );
  box.querySelector("[data-no-title]").hidden = found.length > 0;
};

const showAll = async () => {
  const lists = await keptLists();
  for (const part of document.querySelectorAll("[data-if-kept]")) {
    part.hidden = (part.dataset.ifKept === "yes") !== lists.length > 0;
  }
  const collections = document.querySelector("[data-kept-collections]");
  if (collections) showCollections(collections, lists);
  const pages = document.querySelector("[data-kept-pages]");
  if (!pages) return;
  // The worker gives this page in the place of one that it does not keep.
  document.querySelector("[data-not-kept]").hidden = location.pathname === pages.dataset.keptPages;
  showPages(pages, lists);
  const search = pages.querySelector("input");
  search.oninput = () => showPages(pages, lists, search.value);
};

document.addEventListener("veiviser:kept", showAll);
await showAll();
