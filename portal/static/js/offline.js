// Keeps guidance on this device when the reader presses the button, and removes it again. The
// storing itself is done by the worker (portal/offline/sw.js), one page at a time, so that the
// reader sees how far it has come; without the button nothing is stored at all.
import { ownScript } from "./trusted.js";

const box = document.querySelector("[data-offline]");
const form = box.querySelector("form");
const bar = box.querySelector("progress");
const LANES = 4;

const say = (what) => {
  for (const line of box.querySelectorAll("[data-say]")) line.hidden = line.dataset.say !== what;
};

const ask = (worker, act, path) =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => {
      port1.close();
      resolve(event.data);
    };
    worker.postMessage({ act, path }, [port2]);
  });

const startWorker = async () => {
  const registration = await navigator.serviceWorker.register(ownScript(box.dataset.worker), { scope: "/" });
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (worker.state !== "activated") {
    await new Promise((resolve, reject) => {
      worker.addEventListener("statechange", () => {
        if (worker.state === "activated") resolve();
        if (worker.state === "redundant") reject(new TypeError("worker"));
      });
    });
  }
  return worker;
};

const keptLists = async () => {
  const keys = (await caches.has("veiviser-pages-1"))
    ? await (await caches.open("veiviser-pages-1")).keys()
    : [];
  return keys.filter((key) => key.url.endsWith(".json"));
};

const removeAll = async () => {
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  for (const name of await caches.keys()) {
    if (name.startsWith("veiviser-")) await caches.delete(name);
  }
  return "removed";
};

const hasRoom = async (bytes) => {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return !quota || quota - usage > bytes * 1.2;
};

// Store everything that the lists name; "" or what went wrong. The lists come last: what no list
// names is taken away again.
const storeAll = async (addresses, worker) => {
  const lists = await Promise.all(
    addresses.map(async (address) => (await fetch(address, { cache: "no-store" })).json()),
  );
  if (!(await hasRoom(lists.reduce((sum, list) => sum + list.bytes, 0)))) return "full";
  const paths = [...new Set(lists.flatMap((list) => [...list.pages.map(({ url }) => url), ...list.also]))];
  bar.max = paths.length;
  bar.value = 0;
  let fault = "";
  const lane = async () => {
    while (paths.length && !fault) {
      const said = await ask(worker, "store", paths.shift());
      if (said) fault = said;
      bar.value += 1;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  if (fault) return fault;
  for (const address of addresses) fault = (await ask(worker, "store", address)) || fault;
  return fault;
};

const keep = async (addresses) => {
  let fault;
  try {
    const worker = await startWorker();
    fault = await storeAll(addresses, worker);
    await ask(worker, "tidy");
  } catch {
    fault = "net";
  }
  if (!(await keptLists()).length) await removeAll();
  return fault || "done";
};

// What was kept before may still be being fetched anew: the reader is told at once that work goes on.
const keepChosen = async () => {
  const addresses = [...new FormData(form).getAll("collection")];
  if (!addresses.length) return "none";
  bar.removeAttribute("value");
  say("working");
  return alone({}, () => keep(addresses));
};

// Keeping is done in one tab at a time; whoever only looks whether anything is to be done does not wait.
const alone = (options, doIt) => navigator.locks.request("veiviser-offline", options, (lock) => lock && doIt());

let isBusy = false;
const act = async (doIt) => {
  if (isBusy) return;
  isBusy = true;
  say(await doIt());
  isBusy = false;
  document.dispatchEvent(new Event("veiviser:kept"));
};

// What a tab left half done when it was closed is taken away; what is kept is fetched anew.
const lookAfter = async () => {
  if (!(await keptLists()).length) await removeAll();
  else if (navigator.onLine && navigator.serviceWorker.controller) {
    await ask(navigator.serviceWorker.controller, "renew");
    document.dispatchEvent(new Event("veiviser:kept"));
  }
};

if (navigator.serviceWorker && window.caches && navigator.locks) {
  form.hidden = false;
  box.querySelector("[data-cannot]").hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act(keepChosen);
  });
  box.querySelector("[data-remove]").addEventListener("click", async () => {
    await act(removeAll);
    // The button that was pressed is gone; whoever uses keys goes on beside what is said.
    form.querySelector("button").focus();
  });
  await alone({ ifAvailable: true }, lookAfter);
}
