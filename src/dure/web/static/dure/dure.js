// Small aids; every page works without them.
"use strict";

// htmx posts carry Django's CSRF token, which stands in every form; buttons outside forms need it too.
document.addEventListener("htmx:config:request", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  const request = event.detail && event.detail.ctx && event.detail.ctx.request;
  if (token && request && request.headers) request.headers["X-CSRFToken"] = token.value;
});

// A form that has been sent once is not sent twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 4000);
});

// Selects and radios marked data-autosubmit send their form when changed.
document.addEventListener("change", (event) => {
  const control = event.target.closest("[data-autosubmit]");
  if (control && control.form) control.form.requestSubmit();
});
