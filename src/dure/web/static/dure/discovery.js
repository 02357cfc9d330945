// Review and upload: conveniences only. Every decision is a plain form, every piece of evidence a plain link.
"use strict";

(() => {
  const marks = () => document.querySelectorAll("mark.evidence");

  // A field and its evidence find each other: focusing one shows the other.
  const show = (facts, into) => {
    const wanted = new Set(facts);
    let first = null;
    marks().forEach((mark) => {
      const mine = mark.dataset.facts.split(" ").some((fact) => wanted.has(fact));
      mark.classList.toggle("is-active", mine);
      if (mine && !first) first = mark;
    });
    if (first && into) into(first);
  };
  const reveal = (mark) => {
    const panel = document.getElementById("source");
    if (!panel) return;
    const box = panel.getBoundingClientRect();
    const at = mark.getBoundingClientRect();
    if (at.top < box.top || at.bottom > box.bottom) panel.scrollTop += at.top - box.top - box.height / 3;
  };
  document.addEventListener("focusin", (event) => {
    const field = event.target.closest("#accept-form [data-facts]");
    if (field && !event.target.closest(".evidence-link")) show(field.dataset.facts.split(" "), reveal);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".evidence-link");
    if (link) {
      const mark = document.getElementById(link.dataset.anchor);
      if (!mark) return;
      marks().forEach((other) => other.classList.toggle("is-active", other === mark));
      const stacked = !window.matchMedia("(min-width: 1024px)").matches;
      if (!stacked) { event.preventDefault(); reveal(mark); }
      return;
    }
    const mark = event.target.closest("mark.evidence");
    if (mark && !window.getSelection().toString()) {
      const fact = mark.dataset.facts.split(" ")[0];
      const field = document.querySelector(`#accept-form [data-facts~="${CSS.escape(fact)}"]`);
      const control = field && field.querySelector("input:not([type=hidden]), textarea, select");
      if (control) control.focus();
    }
  });

  // Shortcuts: single keys, never while typing, and they can be turned off (WCAG 2.1.4).
  const toggle = document.getElementById("shortcuts-on");
  const KEY = "dure-shortcuts";
  const stored = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  if (toggle) {
    toggle.checked = stored() !== "off";
    toggle.addEventListener("change", () => {
      try { localStorage.setItem(KEY, toggle.checked ? "on" : "off"); } catch { /* private mode: holds for this page */ }
    });
  }
  const follow = (id) => { const link = document.getElementById(id); if (link) link.click(); };
  const open = (id) => {
    const box = document.getElementById(id);
    if (!box) return;
    box.open = true;
    box.scrollIntoView({ block: "center" });
    const control = box.querySelector("select, input:not([type=hidden])");
    if (control) control.focus();
  };
  const step = (by) => {
    const items = [...document.querySelectorAll("[data-item]")];
    if (!items.length) return false;
    const at = items.indexOf(document.activeElement);
    const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
    return true;
  };
  const merge = () => {
    const button = document.querySelector(".merge-button");
    if (button) { button.focus(); button.scrollIntoView({ block: "center" }); } else open("merge");
  };
  const submit = (id) => { const form = document.getElementById(id); if (form) form.requestSubmit(); };
  const keys = {
    a: () => submit("accept-form"),
    r: () => open("reject"),
    m: merge,
    u: () => submit("undo-form"),
    j: () => { if (!step(1)) follow("next-proposal"); },
    k: () => { if (!step(-1)) follow("previous-proposal"); },
    "?": () => {
      const help = document.getElementById("shortcut-help");
      if (help) { help.open = !help.open; help.querySelector("summary").focus(); }
    },
  };
  if (toggle) {
    document.addEventListener("keydown", (event) => {
      if (!toggle.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
      if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
      const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (act) { event.preventDefault(); act(); }
    });
  }
  const openReject = document.getElementById("open-reject");
  if (openReject) openReject.addEventListener("click", (event) => { event.preventDefault(); open("reject"); });
  if (document.querySelector(".dure-error")) {
    const wrong = document.querySelector(".has-error input:not([type=hidden]), .has-error textarea, .has-error select");
    const box = wrong && wrong.closest("details");
    if (box) box.open = true;
    if (wrong) wrong.focus();
  }

  // Upload: drag and drop, and a list of what was chosen that can still be changed.
  const drop = document.getElementById("drop");
  if (!drop) return;
  const input = drop.querySelector("input[type=file]");
  const list = document.getElementById("chosen");
  const hint = drop.querySelector(".upload-drop-hint");
  if (hint) hint.hidden = false;
  const limit = Number(drop.dataset.maxBytes);
  const most = Number(drop.dataset.maxFiles);
  const sized = (bytes) => (bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`);
  const put = (files) => {
    const transfer = new DataTransfer();
    const seen = new Set();
    files.forEach((file) => {
      const key = `${file.name}/${file.size}/${file.lastModified}`;
      if (!seen.has(key)) { seen.add(key); transfer.items.add(file); }
    });
    input.files = transfer.files;
    draw();
  };
  const draw = () => {
    const files = [...input.files];
    list.hidden = !files.length;
    list.replaceChildren(...files.map((file, at) => {
      const row = document.createElement("li");
      const name = document.createElement("span");
      const problem = file.size > limit ? list.dataset.tooBig : at >= most ? list.dataset.tooMany : "";
      name.textContent = `${file.name} (${sized(file.size)})${problem ? ` — ${problem}` : ""}`;
      if (problem) name.className = "is-wrong";
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = list.dataset.remove;
      remove.setAttribute("aria-label", `${list.dataset.remove}: ${file.name}`);
      remove.addEventListener("click", () => { put(files.filter((_, other) => other !== at)); input.focus(); });
      row.append(name, remove);
      return row;
    }));
  };
  let before = [];
  input.addEventListener("click", () => { before = [...input.files]; });
  input.addEventListener("change", () => { put([...before, ...input.files]); before = []; });
  ["dragover", "dragenter"].forEach((name) => drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("is-over");
  }));
  ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, () => drop.classList.remove("is-over")));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer) put([...input.files, ...event.dataTransfer.files]);
  });
})();
