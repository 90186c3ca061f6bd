// Who has spoken, stage by stage, in thin bars; who has not yet. In the roster's order: nobody is ranked.

import { $, keep, make, toggle, write } from "./dom.js";

export function showSpeech(view) {
  const reading = ["fin", "lecture", "suite"].includes(view.phase);
  const stages = view.speech.filter((one) => one.people.length || one.silent.length);
  const place = (one) => (reading ? one.stage : one.stage === view.stage ? -100 : -one.stage); // while it lasts, the current one first, then backwards
  const shown = stages.sort((one, other) => place(one) - place(other));
  keep(
    $("speech"),
    shown,
    (one) => one.stage,
    (one) => make("details.share", {}, make("summary", {}, make("span")), make("p.silent"), make("ul")),
    (node, one) => {
      const current = one.stage === view.stage && !reading;
      if (node.dataset.current !== String(current)) {
        node.dataset.current = String(current);
        node.open = current || reading;
      }
      const named = view.rail.find((stage) => stage.stage === one.stage);
      write(node.querySelector("summary span"), named ? named.name : `Étape ${one.stage}`);
      keep(node.querySelector("ul"), inOrder(view, one.people), (person) => person.name, newBar, fillBar);
      const silent = node.querySelector(".silent");
      toggle(silent, one.silent.length > 0);
      write(silent, one.silent.length ? `${current ? "Pas encore" : "Pas entendu·e"} : ${one.silent.join(", ")}` : "");
    },
  );
  toggle(document.querySelector(".speech"), shown.length > 0);
}

function inOrder(view, people) {
  const place = new Map(view.people.map((person, index) => [person.name, index]));
  return people.slice().sort((one, other) => (place.get(one.name) ?? 99) - (place.get(other.name) ?? 99));
}

const newBar = () => make("li", {}, make("span.name"), make("span.time"), make("span.track", { "aria-hidden": true }, make("span.fill")));

function fillBar(node, person) {
  write(node.querySelector(".name"), person.name);
  write(node.querySelector(".time"), person.time);
  node.querySelector(".fill").style.setProperty("--done", Math.max(0, Math.min(1, person.share)));
}
