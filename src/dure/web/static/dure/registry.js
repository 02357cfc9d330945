// Search and case screens: small aids; every page works without them.
"use strict";

// On a narrow screen the filters start closed; without a script they are open.
function foldFilters() {
  const filters = document.querySelector(".case-filters");
  if (filters && window.matchMedia("(max-width: 1023px)").matches) filters.open = false;
}

function showAids(root) {
  for (const button of root.querySelectorAll("[data-copy], [data-print], .case-keys")) button.hidden = false;
}

document.addEventListener("DOMContentLoaded", () => { foldFilters(); showAids(document); markGone(document); });

// The new number of results is read out after a filter changed.
document.addEventListener("htmx:after:swap", () => {
  const title = document.getElementById("results-title");
  const status = document.getElementById("search-status");
  if (title && status) status.textContent = title.dataset.announce;
});

// A filter that was opened stays open when the results are exchanged.
let wasOpen = true;
document.addEventListener("htmx:before:request", () => {
  const filters = document.querySelector(".case-filters");
  if (filters) wasOpen = filters.open;
});
document.addEventListener("htmx:after:swap", () => {
  const filters = document.querySelector(".case-filters");
  if (filters) filters.open = wasOpen;
});

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      document.querySelector("[data-copy-status]").textContent = copy.dataset.copied;
      const label = copy.textContent;
      copy.textContent = copy.dataset.copied;
      setTimeout(() => { copy.textContent = label; }, 2000);
    } catch {
      window.prompt("", copy.dataset.copy); // no clipboard without HTTPS: the address can be taken by hand
    }
  }
  if (event.target.closest("[data-print]")) window.print();
});

// The evidence that a link led to takes the focus, so that the keyboard goes on from there.
window.addEventListener("hashchange", () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.hasAttribute("tabindex")) target.focus({ preventScroll: true });
});

// Rows marked for removal fold away.
function markGone(root) {
  for (const box of root.querySelectorAll(".case-edit-row input[name$='-DELETE']")) {
    box.closest(".case-edit-row").classList.toggle("is-gone", box.checked);
  }
}
document.addEventListener("change", (event) => {
  if (event.target.matches(".case-edit-row input[name$='-DELETE']")) markGone(document);
});

// Ctrl+Enter saves; leaving with unsaved changes asks first.
let isChanged = false;
document.addEventListener("input", (event) => { if (event.target.closest("[data-edit]")) isChanged = true; });
document.addEventListener("submit", () => { isChanged = false; });
document.addEventListener("keydown", (event) => {
  const form = event.target.closest && event.target.closest("[data-edit]");
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
});
window.addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });
