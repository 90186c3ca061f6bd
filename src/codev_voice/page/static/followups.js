// Former clients' approved plans, in stage 0 and afterwards: what became of each action, in her words. Nothing is counted, nobody is reminded.

import { act } from "./acts.js";
import { $, attribute, button, keep, make, toggle, write } from "./dom.js";
import { typeset } from "./french.js";
import { isByHand, isLive } from "./view.js";

const STATES = [["fait", "fait"], ["en_cours", "en cours"], ["abandonne", "abandonné"], ["transforme", "transformé"]];
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };
const NONE = { plans: [], unread: "" };
const LONGEST = 2000;

let home = null;

export function showFollowups(view) {
  const live = isLive(view);
  const door = view.phase === "accueil" && !isByHand(view);
  const here = live ? view.stage === 0 : ["fin", "lecture"].includes(view.phase);
  const { plans, unread } = (here && view.followups) || NONE;
  settle(live && !door ? $("followups-now") : $("followups-aside"), !door);
  toggle($("followups"), plans.length > 0 || Boolean(unread));
  write($("followups-unread"), typeset(unread));
  toggle($("followups-unread"), Boolean(unread));
  const older = plans.filter((plan) => !plan.recent);
  keep($("followups-last"), plans.filter((plan) => plan.recent), (plan) => plan.plan, newPlan, tellPlan);
  toggle($("followups-older"), older.length > 0);
  keep($("followups-before"), older, (plan) => plan.plan, newPlan, tellPlan);
}

/** Beside the stage while it is held, above the words afterwards; at the door it is there, folded. */
function settle(place, unfolded) {
  if (home === `${place.id}${unfolded}`) return; // somebody may have folded it since
  home = `${place.id}${unfolded}`;
  place.append($("followups"));
  $("followups-fold").open = unfolded;
}

function newPlan(plan) {
  const input = make("input", { autocomplete: "off", maxlength: LONGEST, placeholder: "avec ses mots", "aria-label": plan.asks });
  input.addEventListener("input", () => (input.dataset.typed = "true"));
  input.addEventListener("change", async () => {
    if (await act("follow_up", { plan: plan.plan, text: input.value })) delete input.dataset.typed;
  });
  input.addEventListener("keydown", (event) => event.key === "Enter" && input.blur());
  return make(
    "article.plan-back",
    {},
    make("h3", {}, plan.title),
    make("p.plan-day", {}, `Séance du ${plan.day}`),
    make("ul.plan-lines"),
    make("label.drawn", {}, make("span", { "aria-hidden": "true" }, plan.asks), input),
  );
}

function tellPlan(node, plan) {
  keep(node.querySelector("ul"), plan.entries, (entry) => entry.id, (entry) => newLine(plan, entry), tellLine);
  const input = node.querySelector("input");
  if (!input.dataset.typed && document.activeElement !== input && input.value !== plan.text) input.value = plan.text;
}

function newLine(plan, entry) {
  const line = make("li", {}, make("p.plan-text", {}, entry.action ? null : make("span.perhaps", {}, "peut-être : "), make("span.what")), make("p.plan-due"));
  if (!entry.action) return line;
  const say = (state) => act("follow_up", { plan: plan.plan, entry: entry.id, state: line.dataset.state === state ? null : state });
  const choices = STATES.map(([state, words]) => button("state-word", words, () => say(state), { "data-state": state }));
  line.append(make("div.plan-states", { role: "group", "aria-label": `Où en est : ${entry.text}`, onkeydown: walk }, ...choices));
  return line;
}

function tellLine(line, entry) {
  write(line.querySelector(".what"), typeset(entry.text));
  write(line.querySelector(".plan-due"), entry.due_clear || entry.due_said || "");
  attribute(line, "data-state", entry.state || "");
  const choices = [...line.querySelectorAll(".state-word")];
  const reached = choices.find((one) => one.dataset.state === entry.state) || choices[0];
  const focused = choices.includes(document.activeElement) ? document.activeElement : reached;
  for (const one of choices) {
    attribute(one, "aria-pressed", one.dataset.state === entry.state);
    attribute(one, "tabindex", one === focused ? 0 : -1);
  }
}

/** Left and right walk among the words of an action; Space or Enter says one, or takes it back. */
function walk(event) {
  if (!(event.key in STEPS)) return;
  const choices = [...event.currentTarget.children];
  const next = choices[(choices.indexOf(document.activeElement) + STEPS[event.key] + choices.length) % choices.length];
  event.preventDefault();
  for (const one of choices) one.tabIndex = one === next ? 0 : -1;
  next.focus();
}
