// Copies the command of a "verify this" box; without a script the command is there to be selected.
document.addEventListener("DOMContentLoaded", () => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy-command]")) {
    const box = button.parentElement;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(box.querySelector("code").textContent);
      const status = box.querySelector("[data-copied]");
      status.textContent = status.dataset.copied;
    });
  }
});
