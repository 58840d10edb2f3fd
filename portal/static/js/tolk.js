// Print and copy on the pages for public bodies; without script the browser's own commands do it.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-print], [data-copy]");
  if (!button) return;
  if (!button.dataset.copy) {
    window.print();
    return;
  }
  const text = document.getElementById(button.dataset.copy);
  const done = document.getElementById(button.dataset.done);
  try {
    await navigator.clipboard.writeText(text.innerText);
    done.textContent = done.dataset.text;
  } catch {
    // Not every browser lets a page write to the clipboard: mark the text, so that it can be copied.
    getSelection().selectAllChildren(text);
  }
});
