// What is said: settled turns, then the open sentence with its provisional words. On a turn: name the voice, keep, cut.

import { act } from "./acts.js";
import { $, button, keep, make, toggle, write } from "./dom.js";
import { moment, typeset } from "./french.js";
import { askCut, askName, askStage } from "./dialogs.js";

let drawn = [];
let stages = "";
let following = true;
let live = true; // a session being read is read from its beginning
let over = false; // its stages are then corrected by the turn where they begin

const said = () => $("said");
const nearEnd = () => said().scrollHeight - said().scrollTop - said().clientHeight < 60;

export function showTurns(view, current) {
  const reading = view.phase !== "ecoute";
  const known = `${view.phase}${view.rail.map((one) => one.stage + one.name).join()}`;
  if (known !== stages) drawn = [];
  stages = known;
  live = !reading;
  over = ["fin", "lecture"].includes(view.phase);
  const items = withStages(view);
  const changed = items.length !== drawn.length || items.some((item, index) => !same(item, drawn[index]));
  if (changed) {
    keep($("turns"), items, (item) => item.key, (item) => (item.turn ? newTurn(item.turn.index, current) : make("li.mark", {}, make("span"))), fill);
    drawn = items;
    rove();
  }
  showOpen(view);
  write($("nothing"), view.turns.length || view.open ? "" : view.phase === "ecoute" ? "On écoute. Les premiers mots vont venir." : "Rien n'a encore été entendu.");
  write($("said-name"), reading ? "Ce qui s'est dit" : "Ce qui se dit");
  toLive();
  toggle($("follow"), live && !nearEnd() && (!following || held()));
}

export function startTurns() {
  said().addEventListener("scroll", () => {
    following = nearEnd() || (following && held());
    if (following) toggle($("follow"), false);
  });
  $("follow").addEventListener("click", () => {
    following = true;
    if (held()) document.activeElement.blur();
    toLive();
    toggle($("follow"), false);
  });
  $("turns").addEventListener("keydown", walk);
  $("turns").addEventListener("focusin", (event) => rove(event.target.closest(".turn")));
  new ResizeObserver(toLive).observe(said());
}

/** Nothing moves under the hand of somebody who is about to act on a turn. */
const held = () => Boolean($("turns").querySelector(".deeds:hover, .turn:focus-within"));

function toLive() {
  if (following && live && !held()) said().scrollTop = said().scrollHeight;
}

/** The turns with a mark wherever the stage changes. */
function withStages(view) {
  const items = [];
  let stage = null;
  for (const turn of view.turns) {
    if (!turn) continue;
    if (turn.stage !== null && turn.stage !== undefined && turn.stage !== stage) {
      stage = turn.stage;
      const named = view.rail.find((one) => one.stage === stage);
      items.push({ key: `m${turn.index}`, name: named ? named.name : `Étape ${stage}` });
    }
    items.push({ key: `t${turn.index}`, turn });
  }
  return items;
}

const same = (one, other) => other && one.key === other.key && one.turn === other.turn && one.name === other.name;

function newTurn(index, current) {
  const turn = () => current().turns[index];
  return make(
    "li.turn",
    { tabindex: -1 },
    make("div.who", {}, button("name", "", () => askName(current(), turn()), { tabindex: -1 }), make("span.at"), make("span.kept")),
    make("p.words"),
    make(
      "div.deeds",
      { role: "group", "aria-label": "Gestes sur ce passage" },
      button("deed.call", "Nommer", () => askName(current(), turn()), { title: "Nommer cette voix" }),
      button("deed.stage-here", "Étape", () => askStage(current(), turn()), { title: "Dire quelle étape commence ici" }),
      button("deed.save", "Garder", () => act(turn().kept ? "unkeep" : "keep", { piece: turn().pieces[0] }), { title: "Garder pour les notes" }),
      button("deed.drop", "Couper", () => askCut(turn()), { title: "Couper ce passage" }),
    ),
  );
}

function fill(node, item) {
  if (!item.turn) {
    write(node.firstElementChild, item.name);
    return;
  }
  const { turn } = item;
  const name = node.querySelector(".name");
  node.classList.toggle("cut", Boolean(turn.cut));
  node.classList.toggle("unsure", !turn.sure);
  node.dataset.role = turn.role || "";
  write(name, turn.sure || !live ? turn.speaker : "…");
  name.title = "Nommer cette voix";
  if (turn.sure) name.removeAttribute("aria-label");
  else name.setAttribute("aria-label", `${turn.voice || "Voix"}, à nommer`);
  write(node.querySelector(".at"), moment(turn.start));
  write(node.querySelector(".kept"), turn.kept ? "gardé pour les notes" : "");
  write(node.querySelector(".words"), turn.cut ? "Passage retiré" : typeset(turn.text));
  toggle(node.querySelector(".stage-here"), over);
  write(node.querySelector(".save"), turn.kept ? "Ne plus garder" : "Garder");
}

function showOpen(view) {
  const node = $("open");
  const open = view.phase === "ecoute" ? view.open : null;
  toggle(node, Boolean(open));
  if (!open) return;
  if (!node.firstElementChild) node.append(make("div.who", {}, make("span.name")), make("p.words", {}, make("span.settled"), make("span.provisional")));
  node.classList.toggle("unsure", !open.sure);
  write(node.querySelector(".name"), open.sure && open.speaker ? open.speaker : "…");
  const settled = typeset(open.settled).trim();
  write(node.querySelector(".settled"), settled ? `${settled} ` : "");
  write(node.querySelector(".provisional"), typeset(open.provisional).trim());
}

/** One turn at a time is reached by Tab; the arrows walk from turn to turn. */
function rove(wanted = null) {
  const all = [...$("turns").querySelectorAll(".turn:not(.cut)")];
  const chosen = wanted && all.includes(wanted) ? wanted : all.find((node) => node.tabIndex === 0 && node.contains(document.activeElement)) || all[all.length - 1];
  for (const node of all) {
    const index = node === chosen ? 0 : -1;
    if (node.tabIndex !== index) node.tabIndex = index;
  }
}

function walk(event) {
  const here = event.target.closest(".turn");
  const steps = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };
  if (!here || !(event.key in steps)) return;
  const all = [...$("turns").querySelectorAll(".turn:not(.cut)")];
  const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(here) + steps[event.key]))];
  event.preventDefault();
  next.focus();
}
