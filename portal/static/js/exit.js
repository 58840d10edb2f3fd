// Leave quickly: hide the page at once, and put a neutral one in its place in the history.
// Without this script the same link still works, but the page stays one step back.
(() => {
  const link = document.getElementById("page_exit");
  if (!link) return;
  const leave = (event) => {
    if (event) event.preventDefault();
    document.documentElement.hidden = true;
    document.title = "";
    window.location.replace(link.href);
  };
  link.addEventListener("click", leave);
  // Three presses of Shift within two seconds, for hands that are on the keyboard.
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { presses = []; return; }
    if (event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (presses.length === 3) leave();
  });
  // A page that the browser brings back from memory is fetched anew, not shown as it was.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      document.documentElement.hidden = true;
      window.location.reload();
    }
  });
})();
