// Leave quickly. Loaded in the head before anything is shown, so that it works from the first
// moment; without it the same link still works, but the page stays one step back.
// The page is hidden and emptied before any request is made; what comes after needs a network.
(() => {
  const root = document.documentElement;
  const target = document.currentScript.dataset.exit;
  const otherTabs = "BroadcastChannel" in window ? new BroadcastChannel("leave") : null;
  let isVeiled = false;

  // A page may gain a way out later, such as a conversation in which help is shown.
  const isPrivate = () => isVeiled || document.querySelector("a[data-exit]") !== null;

  const leave = (event) => {
    if (event) event.preventDefault();
    root.hidden = true;
    window.stop();
    window.speechSynthesis?.cancel();
    // Nothing that was written is kept for "reopen the tab", and nothing is left to be read.
    for (const field of document.querySelectorAll("input, textarea")) field.value = "";
    document.body?.replaceChildren();
    // On a slow line the address of the page would stand there until the other page comes.
    try { history.replaceState(null, "", "/"); } catch { /* the address stays a moment longer */ }
    window.location.replace(target);
  };
  const leaveEverywhere = (event) => {
    otherTabs?.postMessage("leave");
    leave(event);
  };

  for (const kind of ["click", "auxclick"]) {
    document.addEventListener(kind, (event) => {
      // The right button opens a menu; the middle one would open another tab.
      if (event.button < 2 && event.target.closest?.("a[data-exit]")) leaveEverywhere(event);
    }, true);
  }
  if (otherTabs) otherTabs.onmessage = () => { if (isPrivate()) leave(); };

  // Three presses of Shift within two seconds, for hands that are on the keyboard. A capital letter
  // is no press: another key comes after it. Nor is Alt + Shift, which changes the keyboard.
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift" || event.altKey || event.ctrlKey || event.metaKey) {
      presses = [];
      return;
    }
    if (event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (presses.length === 3 && isPrivate()) leaveEverywhere();
  }, true);
  document.addEventListener("pointerdown", () => { presses = []; }, true);

  // Whoever presses Back after the page was left must see nothing. A page that is reached through
  // the history from somewhere else is therefore shown only when somebody asks for it; from one of
  // our own pages it is shown at once. Browsers that cannot tell these apart ask each time. A page
  // that shows nothing says so to the one that comes after it: Back may be pressed once more.
  const EMPTY = "empty";
  const say = (state) => window.navigation?.updateCurrentEntry({ state });
  const isFromElsewhere = (isRestored) => {
    const arrival = window.navigation?.activation;
    if (arrival) {
      const { navigationType, from } = arrival;
      return navigationType === "traverse" && (!from || from.getState() === EMPTY);
    }
    return isRestored || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  };
  const veil = () => {
    const template = document.getElementById("page_veil");
    if (isVeiled || !isPrivate() || !template) return;
    const page = document.createDocumentFragment();
    page.append(...document.body.childNodes);
    document.body.append(template.content.cloneNode(true));
    isVeiled = true;
    say(EMPTY);
    const button = document.querySelector("button");
    button.addEventListener("click", () => {
      document.body.replaceChildren(page);
      isVeiled = false;
      say(null);
    });
    root.hidden = false;
    button.focus();
  };
  if (isFromElsewhere(false)) {
    root.hidden = true;
    document.addEventListener("DOMContentLoaded", () => {
      veil();
      root.hidden = false;
    });
  }
  // What a browser keeps in memory is hidden before it is kept, so that not even one picture of
  // it is shown when it comes back. A hidden page forgets how far it was read.
  let readTo = 0;
  window.addEventListener("pagehide", () => {
    if (!isPrivate()) return;
    readTo = window.scrollY;
    root.hidden = true;
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    if (isFromElsewhere(true)) veil();
    if (!root.hidden) return;
    root.hidden = false;
    window.scrollTo({ top: readTo, behavior: "instant" });
  });
})();
