// The door: the words to read aloud, one click for each person's answer, and the late arrival, asked in her turn.

import { act } from "./acts.js";
import { $, attribute, button, keep, make, toggle, write } from "./dom.js";
import { list, typeset } from "./french.js";
import { refusing, unasked } from "./view.js";

let whole = true;

export function startDoor(redraw) {
  $("full").addEventListener("click", () => choose(true, redraw));
  $("short").addEventListener("click", () => choose(false, redraw));
  $("start").addEventListener("click", () => $("start").getAttribute("aria-disabled") !== "true" && act("start"));
  $("door-add").addEventListener("submit", (event) => {
    event.preventDefault();
    const person = $("door-name-in").value.trim();
    if (!person) return;
    act("add_person", { person });
    $("door-name-in").value = "";
  });
}

function choose(full, redraw) {
  whole = full;
  redraw();
}

export function showDoor(view) {
  toggle($("door"), view.phase === "accueil");
  if (view.phase !== "accueil") return;
  attribute($("full"), "aria-pressed", whole);
  attribute($("short"), "aria-pressed", !whole);
  write($("statement"), typeset(view.statement && (whole ? view.statement.full : view.statement.short)));
  keep($("people"), view.people, (person) => person.name, newPerson, (node, person) => {
    write(node.querySelector(".role"), person.role_name || "");
    press(node, person.consent);
  });
  const no = refusing(view);
  const missing = unasked(view);
  write($("door-name"), no.length ? "Séance sans écoute" : "Avant de commencer");
  $("door").classList.toggle("without", no.length > 0);
  write($("begin-words"), wordsOf(no, missing));
  toggle($("start"), no.length === 0);
  attribute($("start"), "aria-disabled", missing.length > 0 || view.people.length === 0);
}

function wordsOf(no, missing) {
  if (no.length) return "On fait sans, et la séance sera aussi bonne. Rien n'est écouté ni enregistré ; les étapes et le temps se suivent ici, à la main.";
  if (missing.length) return `Il reste à demander à ${list(missing)}.`;
  return "Chacun a dit oui.";
}

const newPerson = (person) =>
  make(
    "li",
    {},
    make("span.who", {}, make("span.name", {}, person.name), make("span.role")),
    make("span.answers", { role: "group", "aria-label": `Réponse : ${person.name}` }, ...answers(person.name)),
  );

const answers = (name) => [
  button("yes", "Oui", () => act("consent", { person: name, given: true }), { "aria-pressed": false }),
  button("no", "Non", () => act("consent", { person: name, given: false }), { "aria-pressed": false }),
];

function press(node, consent) {
  attribute(node, "data-consent", consent === true ? "yes" : consent === false ? "no" : "unasked");
  attribute(node.querySelector(".yes"), "aria-pressed", consent === true);
  attribute(node.querySelector(".no"), "aria-pressed", consent === false);
}

/** The question for somebody who has just come, once the door is passed. */
export function lateArrivals(view) {
  if (!["ecoute", "pause"].includes(view.phase)) return [];
  return view.people.filter((person) => person.consent === null);
}

export const newArrival = (person, statement) =>
  make(
    "div.ask.arrival",
    { role: "group", "aria-label": `Arrivée : ${person.name}` },
    make("p", {}, `${person.name} vient d'arriver. Demandez-lui :`),
    statement ? make("blockquote", {}, typeset(statement)) : null,
    make("div.choices.answers", {}, ...answers(person.name)),
  );
