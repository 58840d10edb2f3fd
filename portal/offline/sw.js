// Keeps the pages that the reader asked for on the device, and gives them when there is no net.
//
// js/offline.js puts this worker in place when the reader presses the button, never before, and
// takes it away again. Only what KEPT names is ever stored: guidance, never anything of Nora, an
// answer, a search or a form. Pages come from the net as long as there is one.

const PAGES = "veiviser-pages-1";
const FILES = "veiviser-files-1";
const KEPT =
  /^\/[a-z]{2,3}\/(?:(?:ny-i-norge|tolk)\/(?:[a-z0-9-]+)?|words|offline\/kept|offline\/list\/(?:ny-i-norge|tolk)\.json)$/;
// Pages that are not kept, and in whose place "what is kept" is shown when there is no net.
const OPEN =
  /^\/(?:[a-z]{2,3}\/(?:about|accessibility|chat|offline|search|interpreters|(?:ny-i-norge|tolk)\/[a-z0-9-]+\/[a-z0-9\/-]+)?)?$/;
const LIST = /\/offline\/list\/[a-z-]+\.json$/;
const KEPT_ON = "Kept-On";
const PATIENCE_MS = 4000;
const DAY_MS = 86400000;
const ANY = { ignoreVary: true };

const within = (name, path) => caches.match(path, { cacheName: name, ...ANY });

const fetched = async (path, headers = {}) => {
  const response = await fetch(path, { cache: "no-store", credentials: "omit", headers });
  if ((!response.ok && response.status !== 304) || response.redirected) throw new TypeError(path);
  return response;
};

// The files that a page names, each with the fingerprint of what it holds: style, scripts, icon.
const filesOf = (html) =>
  [...html.matchAll(/(?:href|src)="(\/static\/[^"?]+\?v=[0-9a-f]+)"/g)].map((found) => found[1]);

const keepFiles = async (html) => {
  const files = await caches.open(FILES);
  for (const path of filesOf(html)) {
    if (!(await files.match(path, ANY))) await files.put(path, await fetched(path));
  }
};

// Store a page, or fetch it anew if it has changed since. Whoever renews stores nothing more once
// the reader has removed everything.
const store = async (path, isRenewal = false) => {
  if (!KEPT.test(path)) throw new TypeError(path);
  const old = await within(PAGES, path);
  const tag = !LIST.test(path) && old?.headers.get("ETag");
  const fresh = await fetched(path, tag ? { "If-None-Match": tag } : {});
  if (fresh.status === 304) return;
  const text = await fresh.text();
  const headers = new Headers(fresh.headers);
  headers.set(KEPT_ON, new Date().toISOString());
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  if (isRenewal && !(await caches.has(PAGES))) return;
  if (!LIST.test(path)) await keepFiles(text);
  await (await caches.open(PAGES)).put(path, new Response(text, { headers }));
};

const lists = async () => {
  if (!(await caches.has(PAGES))) return [];
  const keys = await (await caches.open(PAGES)).keys();
  return keys.map((request) => new URL(request.url).pathname).filter((path) => LIST.test(path));
};

const pathsOf = (list) => [...list.pages.map((page) => page.url), ...list.also];

// Take away what no kept list names any more, and the files that no kept page needs.
const tidy = async () => {
  if (!(await caches.has(PAGES))) return;
  const pages = await caches.open(PAGES);
  const files = await caches.open(FILES);
  const wanted = new Set(await lists());
  for (const path of [...wanted]) {
    for (const own of pathsOf(await (await pages.match(path, ANY)).json())) wanted.add(own);
  }
  const needed = new Set();
  for (const request of await pages.keys()) {
    const { pathname } = new URL(request.url);
    if (!wanted.has(pathname)) await pages.delete(request, ANY);
    else if (!LIST.test(pathname)) filesOf(await (await pages.match(request, ANY)).text()).forEach((file) => needed.add(file));
  }
  for (const request of await files.keys()) {
    const { pathname, search } = new URL(request.url);
    if (!needed.has(pathname + search)) await files.delete(request, ANY);
  }
};

// Fetch anew what has changed; the list comes last, for its day says how fresh all of it is.
const renew = async () => {
  for (const path of await lists()) {
    for (const own of pathsOf(await (await fetched(path)).json())) await store(own, true);
    await store(path, true);
  }
  await tidy();
};

let renewing = false;
const renewDaily = async () => {
  if (renewing) return;
  renewing = true;
  try {
    for (const path of await lists()) {
      const kept = (await within(PAGES, path))?.headers.get(KEPT_ON);
      if (kept && Date.now() - Date.parse(kept) > DAY_MS) return await renew();
    }
  } catch {
    // No net, or no room: what is kept stays as it is, with its day.
  } finally {
    renewing = false;
  }
};

const late = () => new Promise((_, reject) => setTimeout(reject, PATIENCE_MS));

const instead = async (path) => {
  const lang = path.split("/")[1];
  const own = await within(PAGES, `/${lang}/offline/kept`);
  if (own || !(await caches.has(PAGES))) return own;
  const keys = await (await caches.open(PAGES)).keys();
  const other = keys.find((request) => request.url.endsWith("/offline/kept"));
  return other && within(PAGES, other.url);
};

const givePage = async (event, path) => {
  const kept = KEPT.test(path) ? await within(PAGES, path) : undefined;
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then(renewDaily, () => {}));
  try {
    return await (kept ? Promise.race([fresh, late()]) : fresh);
  } catch {
    return kept ?? (await instead(path)) ?? Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/") && search.startsWith("?v=")) {
    event.respondWith(within(FILES, pathname + search).then((kept) => kept ?? fetch(request)));
  } else if (request.mode === "navigate" && !search && (KEPT.test(pathname) || OPEN.test(pathname))) {
    event.respondWith(givePage(event, pathname));
  }
});

const acts = { store: (path) => store(path), renew, tidy };

self.addEventListener("message", (event) => {
  const [port] = event.ports;
  const { act, path } = event.data;
  event.waitUntil(
    acts[act](path).then(
      () => port.postMessage(""),
      (error) => port.postMessage(error.name === "QuotaExceededError" ? "full" : "net"),
    ),
  );
});

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
