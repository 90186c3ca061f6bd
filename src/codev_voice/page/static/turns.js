// What is said: settled turns, then the open sentence with its provisional words. On a turn: name the voice, keep, cut.

import { act } from "./acts.js";
import { $, button, keep, make, toggle, write } from "./dom.js";
import { count, moment, typeset } from "./french.js";
import { go } from "./tabs.js";
import { askCut, askName, askStage } from "./dialogs.js";

let drawn = [];
let seen = null; // the turns that were drawn last
let pointed = null; // the gestures under the pointer
let reached = null; // the one turn that Tab reaches
let stages = "";
let following = true;
let live = true; // a session being read is read from its beginning
let over = false; // its stages are then corrected by the turn where they begin
let only = null; // the turns that a figure of the review is made of, when they alone are shown: their pieces, its name, where one came from

const said = () => $("said");
const nearEnd = () => said().scrollHeight - said().scrollTop - said().clientHeight < 60;

export function showTurns(view, current) {
  const reading = view.phase !== "ecoute";
  live = !reading;
  over = ["fin", "lecture"].includes(view.phase);
  const known = `${view.phase}${view.rail.map((one) => one.stage + one.name).join()}`;
  if (known !== stages) drawn = [];
  if (known !== stages || view.turns !== seen) drawTurns(view, current);
  showOnly();
  [stages, seen] = [known, view.turns];
  showOpen(view);
  write($("nothing"), view.turns.length || view.open ? "" : view.phase === "ecoute" ? "On écoute. Les premiers mots vont venir." : view.phase === "lecture" ? "Il n'y a pas de paroles à montrer." : "Rien n'a encore été entendu.");
  write($("said-name"), reading ? "Ce qui s'est dit" : "Ce qui se dit");
  toLive();
  toggle($("follow"), live && (!following || held()) && !nearEnd());
}

/** Show these turns alone, a figure of the review being made of them, until one asks for all of them or goes back to it. */
export function showTurnsOf(view, turns, name, from) {
  only = { pieces: new Set(turns.flatMap((turn) => view.turns[turn].pieces)), name, from };
  seen = null;
  go("seance");
  requestAnimationFrame(() => (firstTurn() || said()).focus());
}

function showAll() {
  [only, seen] = [null, null];
  go("seance");
}

function showOnly() {
  toggle($("only"), Boolean(only));
  write($("only-words"), only ? typeset(`${count($("turns").querySelectorAll(".turn").length, "tour")} · ${only.name}`) : "");
}

/** Only what changed is touched: a long session has thousands of turns, and each news changes one or two. */
function drawTurns(view, current) {
  const items = withStages(view);
  let since = 0;
  while (since < items.length && since < drawn.length && items[since].key === drawn[since].key) {
    if (!same(items[since], drawn[since])) fill($("turns").children[since], items[since]);
    since += 1;
  }
  keep($("turns"), items, (item) => item.key, (item) => (item.turn ? newTurn(item.turn.index, current) : make("li.mark", {}, make("span"))), fill, since);
  drawn = items;
  if (!reached || !reached.isConnected || reached.classList.contains("cut") || !reached.contains(document.activeElement)) reach(lastTurn());
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
  $("only-all").addEventListener("click", () => {
    showAll();
    said().focus();
  });
  $("only-back").addEventListener("click", () => {
    const { from } = only;
    showAll();
    go("bilan");
    requestAnimationFrame(() => (from.isConnected ? from : $("review")).focus());
  });
  $("turns").addEventListener("pointerover", (event) => (pointed = event.target.closest(".deeds")));
  $("turns").addEventListener("pointerleave", () => (pointed = null));
  $("turns").addEventListener("keydown", walk);
  $("turns").addEventListener("focusin", (event) => event.target.closest(".turn:not(.cut)") && reach(event.target.closest(".turn")));
  new ResizeObserver(toLive).observe(said());
}

/** Nothing moves under the hand of somebody who is about to act on a turn. */
const held = () => Boolean((pointed && pointed.isConnected) || (document.activeElement && document.activeElement.closest("#turns .turn")));

function toLive() {
  if (following && live && !held()) said().scrollTop = said().scrollHeight;
}

/** The turns with a mark wherever the stage changes. */
function withStages(view) {
  const items = [];
  let stage = null;
  for (const turn of view.turns) {
    if (!turn || (only && !turn.pieces.some((piece) => only.pieces.has(piece)))) continue;
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
  const node = make("li.turn", { tabindex: -1 }, make("div.who", {}, button("name", "", () => askName(current(), turn()), { tabindex: -1 }), make("span.at"), make("span.kept")), make("p.words"));
  // Its gestures are made when somebody comes near: thousands of buttons that nobody looks at would slow the page.
  const near = () => {
    if (!node.querySelector(".deeds")) node.append(deeds(turn, current));
    tellDeeds(node, turn());
  };
  node.addEventListener("pointerenter", near);
  node.addEventListener("focusin", near);
  return node;
}

const deeds = (turn, current) =>
  make(
    "div.deeds",
    { role: "group", "aria-label": "Gestes sur ce passage" },
    button("deed.call", "Nommer", () => askName(current(), turn()), { title: "Nommer cette voix" }),
    button("deed.stage-here", "Étape", () => askStage(current(), turn()), { title: "Dire quelle étape commence ici" }),
    button("deed.save", "Garder", () => act(turn().kept ? "unkeep" : "keep", { piece: turn().pieces[0] }), { title: "Garder pour les notes" }),
    button("deed.drop", "Couper", () => askCut(turn()), { title: "Couper ce passage" }),
  );

function tellDeeds(node, turn) {
  const group = node.querySelector(".deeds");
  if (!group || !turn) return;
  toggle(group.querySelector(".stage-here"), over);
  write(group.querySelector(".save"), turn.kept ? "Ne plus garder" : "Garder");
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
  tellDeeds(node, turn);
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
function reach(node) {
  if (node === reached) return;
  if (reached) reached.tabIndex = -1;
  reached = node;
  if (node) node.tabIndex = 0;
}

const isTurn = (node) => node.matches(".turn:not(.cut)");

function beside(node, step) {
  let next = step < 0 ? node.previousElementSibling : node.nextElementSibling;
  while (next && !isTurn(next)) next = step < 0 ? next.previousElementSibling : next.nextElementSibling;
  return next;
}

function lastTurn() {
  const last = $("turns").lastElementChild;
  return last && !isTurn(last) ? beside(last, -1) : last;
}

function firstTurn() {
  const first = $("turns").firstElementChild;
  return first && !isTurn(first) ? beside(first, 1) : first;
}

function walk(event) {
  const here = event.target.closest(".turn");
  const steps = { ArrowUp: () => beside(here, -1), ArrowDown: () => beside(here, 1), Home: firstTurn, End: lastTurn };
  if (!here || !(event.key in steps)) return;
  event.preventDefault();
  const next = steps[event.key]() || here;
  next.focus();
}
