// The map by keyboard and pointer. Without this file every place is still a link, and the table shows the same counts.
"use strict";

(() => {
  const canvas = document.querySelector("[data-map]");
  const detail = document.getElementById("map-detail");
  if (!canvas) return;
  const svg = canvas.querySelector("svg");
  const provinces = [...canvas.querySelectorAll(".province")]
    .map((group) => [...group.querySelectorAll("a.place")])
    .filter((places) => places.length);
  if (!provinces.length) return;
  const isOneEach = provinces.every((places) => places.length === 1); // the province layer: arrows move among all
  const rooms = isOneEach ? [provinces.flat()] : provinces;
  const roomOf = new Map(rooms.flatMap((places) => places.map((place) => [place, places])));
  const lastIn = new Map();
  let current = canvas.querySelector('a.place:not([tabindex="-1"])') || rooms[0][0];

  document.querySelectorAll(".map-keys").forEach((hint) => { hint.hidden = false; });
  if (detail) detail.hidden = false;

  // One stop of the Tab key; the arrow keys move it.
  const moveTo = (place) => {
    if (!place) return;
    current.setAttribute("tabindex", "-1");
    place.removeAttribute("tabindex");
    current = place;
    place.focus();
  };

  const middle = (place) => {
    const box = place.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };

  // The nearest place that lies within 60° of the direction; straight ahead is preferred.
  const beside = (place, right, down) => {
    const from = middle(place);
    let best = null;
    let least = Infinity;
    for (const other of roomOf.get(place)) {
      if (other === place) continue;
      const to = middle(other);
      const ahead = (to.x - from.x) * right + (to.y - from.y) * down;
      const aside = Math.abs((to.x - from.x) * down + (to.y - from.y) * right);
      if (ahead <= 0.5 || aside > ahead * 1.75) continue;
      const length = ahead + 2 * aside;
      if (length < least) { least = length; best = other; }
    }
    return best;
  };

  const otherRoom = (place, step) => {
    const index = rooms.indexOf(roomOf.get(place));
    const room = rooms[(index + step + rooms.length) % rooms.length];
    return lastIn.get(room) || room[0];
  };

  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  canvas.addEventListener("keydown", (event) => {
    const place = event.target.closest("a.place");
    if (!place || event.altKey || event.metaKey) return;
    const room = roomOf.get(place);
    const arrow = ARROWS[event.key];
    let next = null;
    if (arrow && event.ctrlKey) next = otherRoom(place, arrow[0] + arrow[1]);
    else if (arrow) next = beside(place, ...arrow);
    else if (event.key === "PageDown") next = otherRoom(place, 1);
    else if (event.key === "PageUp") next = otherRoom(place, -1);
    else if (event.key === "Home") next = room[0];
    else if (event.key === "End") next = room[room.length - 1];
    else return;
    event.preventDefault();
    moveTo(next);
  });

  // Later shapes cover the outline of earlier ones, so the focused outline is drawn once more on top.
  const ring = document.createElementNS("http://www.w3.org/2000/svg", "g");
  ring.setAttribute("aria-hidden", "true");
  svg.append(ring);
  const outline = (place) => {
    ring.replaceChildren();
    if (!place) return;
    const shape = place.querySelector("use, path, rect").cloneNode(false);
    shape.classList.add("map-ring");
    if (place.hasAttribute("transform")) ring.setAttribute("transform", place.getAttribute("transform"));
    else ring.removeAttribute("transform");
    ring.append(shape);
  };

  const tell = (place) => {
    if (!detail) return;
    const text = place.querySelector("title").textContent;
    const cut = text.indexOf(": ");
    const name = document.createElement("p");
    name.className = "map-detail-name";
    name.textContent = text.slice(0, cut);
    const facts = text.slice(cut + 2).split(" · ").map((fact) => {
      const line = document.createElement("p");
      line.textContent = fact;
      return line;
    });
    detail.replaceChildren(name, ...facts);
  };

  canvas.addEventListener("focusin", (event) => {
    const place = event.target.closest("a.place");
    if (!place) return;
    if (place !== current) { current.setAttribute("tabindex", "-1"); place.removeAttribute("tabindex"); current = place; }
    lastIn.set(roomOf.get(place), place);
    outline(place.matches(":focus-visible") ? place : null);
    tell(place);
  });
  canvas.addEventListener("focusout", () => outline(null));
  canvas.addEventListener("pointerover", (event) => {
    const place = event.target.closest("a.place");
    if (place) tell(place);
  });
})();
