// Three places on one page: the session, its documents, its review. The address remembers where one is; nothing moves by itself.

import { $, attribute, toggle } from "./dom.js";

const PLACES = ["seance", "documents", "bilan"];
const HELPS = { seance: ["#said", "Aller à ce qui se dit"], documents: ["#paper-main", "Aller au document"], bilan: ["#review", "Aller au bilan"] };

let wanted = inAddress();
let redraw = () => {};

/** Where one is: what the address asks for, when there is such a place now. */
export const placeOf = (view) => (open(view).includes(wanted) ? wanted : "seance");

/** The document that the address names: « documents/0/contrat ». */
export function inHash() {
  const [, consultation, document] = location.hash.slice(1).split("/");
  return document ? { consultation: Number(consultation), document } : null;
}

/** Go to a place; `more` is what it shows there. The page's history is left alone: this is looking, not leaving. */
export function go(place, ...more) {
  wanted = place;
  history.replaceState(null, "", `#${[place, ...more].join("/")}`);
  redraw();
}

export function startTabs(draw) {
  redraw = draw;
  for (const place of PLACES) $(`tab-${place}`).addEventListener("click", () => go(place));
  $("tabs").addEventListener("keydown", walk);
  window.addEventListener("hashchange", () => {
    const place = inAddress();
    if (place) wanted = place;
    redraw();
  });
}

export function showTabs(view, waiting) {
  const places = open(view);
  const place = placeOf(view);
  document.body.dataset.place = place;
  toggle($("tabs"), places.length > 1);
  toggle($("waits"), place !== "seance" && waiting);
  for (const one of PLACES) {
    const chosen = one === place;
    toggle($(`tab-${one}`), places.includes(one));
    attribute($(`tab-${one}`), "aria-selected", chosen);
    attribute($(`tab-${one}`), "tabindex", chosen ? 0 : -1);
    toggle($(`place-${one}`), chosen);
  }
  const [where, words] = HELPS[place];
  attribute($("skip"), "href", where);
  if ($("skip").textContent !== words) $("skip").textContent = words;
}

/** The places there are: documents once the door is passed, the review once everything is heard. */
function open(view) {
  if (["attente", "accueil"].includes(view.phase) && !(view.papers || []).length) return ["seance"];
  return ["fin", "lecture"].includes(view.phase) ? PLACES : ["seance", "documents"];
}

function inAddress() {
  const place = location.hash.slice(1).split("/")[0];
  return PLACES.includes(place) ? place : null;
}

/** Left and right walk among the tabs, which open as they are reached. */
function walk(event) {
  const tabs = PLACES.map((place) => $(`tab-${place}`)).filter((tab) => !tab.hidden);
  const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
  if (!(event.key in steps)) return;
  const at = tabs.indexOf(document.activeElement);
  const next = Number.isFinite(steps[event.key]) ? (at + steps[event.key] + tabs.length) % tabs.length : steps[event.key] < 0 ? 0 : tabs.length - 1;
  event.preventDefault();
  go(tabs[next].id.slice("tab-".length));
  tabs[next].focus();
}
