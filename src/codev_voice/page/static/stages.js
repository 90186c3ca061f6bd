// The rail of stages, the current one with its rule and its time, and the question when the program is not sure.

import { act } from "./acts.js";
import { $, attribute, button, keep, key, make, toggle, write } from "./dom.js";
import { isByHand, isLive, stageOf } from "./view.js";

const SAID = { done: "faite", current: "en cours", next: "à venir" };

const LAST_STAGE = 6;

let moved = false; // whether there is a change to undo
let before = null;

/** Go to a stage; the digit of a stage in doubt confirms it, the digit of the current one then denies it. */
export function go(view, stage) {
  if (!isLive(view) || !view.rail.some((one) => one.stage === stage)) return;
  if (view.doubt && view.doubt.stage === stage) act("confirm_stage");
  else if (view.stage !== stage) act("stage", { stage });
  else if (view.doubt) act("deny_stage");
}

export function undo(view) {
  if (isLive(view)) act("undo");
}

export function showStages(view, current) {
  if (before !== null && view.stage !== before && isLive(view)) {
    moved = true;
    const now = stageOf(view);
    if (now) write($("tell"), `Étape ${now.stage}, ${now.name}`);
  }
  before = view.stage ?? null;
  showRail(view, current);
  showNow(view);
  showDoubt(view);
}

function showRail(view, current) {
  const live = isLive(view);
  keep(
    $("rail"),
    view.rail,
    (one) => one.stage,
    (one) =>
      make(
        "li",
        {},
        make(
          "button.step",
          { type: "button", onclick: () => go(current(), one.stage) },
          make("span.track", { "aria-hidden": true }, make("span.fill")),
          make("span.number", {}, String(one.stage)),
          make("span.name"),
          make("span.unseen.how"),
          make("span.time"),
        ),
      ),
    (node, one) => {
      const step = node.firstElementChild;
      node.style.setProperty("--planned", Math.max(one.planned, 1));
      node.dataset.state = !live && one.state === "current" ? "done" : one.state;
      node.dataset.tone = one.state === "current" && live ? one.tone : "calm";
      node.classList.toggle("doubted", Boolean(view.doubt && view.doubt.stage === one.stage));
      step.querySelector(".fill").style.setProperty("--done", filled(one));
      write(step.querySelector(".name"), one.name);
      write(step.querySelector(".how"), `, étape ${SAID[one.state] || ""}, `);
      write(step.querySelector(".time"), one.time);
      step.disabled = !live;
      if (one.state === "current" && live) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    },
  );
}

const filled = (one) => (one.planned > 0 ? Math.min(1, one.spent / (one.planned * 60)) : Number(one.spent > 0));

function showNow(view) {
  const one = stageOf(view);
  toggle($("now"), Boolean(one) && isLive(view));
  if (!one) return;
  write($("now-number"), `Étape ${one.stage}`);
  write($("now-name"), one.name);
  write($("now-left"), one.left || "");
  write($("now-rule"), one.rule || "");
  attribute($("now"), "data-tone", one.tone);
  toggle($("undo"), moved);
  toggle($("finish"), isByHand(view) || one.stage === LAST_STAGE);
}

function showDoubt(view) {
  const asked = view.doubt && isLive(view) ? view.doubt : null;
  const node = $("doubt");
  const name = asked ? `${asked.stage}` : "";
  if (node.dataset.asked === name) return;
  node.dataset.asked = name;
  node.replaceChildren();
  toggle(node, Boolean(asked));
  if (!asked) return;
  const now = stageOf(view);
  node.append(
    make(
      "div.question",
      { role: "group", "aria-label": "Étape à confirmer" },
      make("p", {}, `Est-on passé à l'étape «\u202f${asked.name}\u202f» ?`),
      make(
        "div.choices",
        {},
        button("plain", "Oui ", () => act("confirm_stage")),
        button("plain", "Non, pas encore ", () => act("deny_stage")),
      ),
    ),
  );
  const [yes, no] = node.querySelectorAll("button");
  yes.append(key(String(asked.stage)));
  if (now) no.append(key(String(now.stage)));
}
