// The state of listening in words, levels, lag, what is asked, warned, suspended or being finished.

import { act } from "./acts.js";
import { $, attribute, button, keep, make, toggle, unturned, write } from "./dom.js";
import { decimal, list, moment, typeset } from "./french.js";
import { LAST, askErase } from "./dialogs.js";
import { lateArrivals, newArrival } from "./door.js";
import { readyAsk, unread } from "./papers.js";
import { nameOf } from "./paper_words.js";
import { refusing, stageOf, unasked } from "./view.js";

const QUIET = -60; // dB, the bottom of the meters
const LATE = 4; // seconds of lag that deserve to be seen
const NAMES = { micro: "Micro", appel: "Appel" };

export function startStatus() {
  for (const [words, label, minutes] of LAST) $("erase").append(button("plain", label, () => askErase(words, minutes), { "aria-label": `Effacer ${words}` }));
}

/** What is going on, in a word or two; `lost` when the program no longer speaks. */
export function stateOf(view, lost) {
  if (lost) return "Programme injoignable";
  if (view.phase === "accueil") return refusing(view).length ? "Séance sans écoute" : "Pas encore d'écoute";
  if (view.phase === "pause") return "Écoute suspendue";
  if (view.phase === "suite") return "Relecture en cours";
  if (view.phase === "fin") return "Séance finie";
  if (view.phase === "lecture") return "Séance relue";
  return view.recording ? "À l'écoute" : "Écoute arrêtée";
}

export function showStatus(view, lost, now) {
  write($("state-words"), stateOf(view, lost));
  attribute($("state"), "data-on", !lost && view.phase === "ecoute" && Boolean(view.recording));
  write($("clock"), ["ecoute", "pause"].includes(view.phase) ? moment(now) : "");
  write($("title"), view.title || "Séance de codéveloppement");
  write($("date"), view.date || "");
  const elsewhere = view.phase === "pause" && document.body.dataset.place !== "seance"; // where the great « Reprendre » is not in view
  toggle($("micro"), view.phase === "ecoute" || elsewhere);
  write($("micro-words"), elsewhere ? "Reprendre l'écoute" : "Hors micro");
  showOff(view);
  showAfter(view);
  showAsks(view, lost);
  showLevels($("levels"), view);
  showLevels($("door-levels"), view);
  write($("line"), typeset(view.line));
  write($("door-line"), typeset(view.line));
  showLag(view);
  document.title = unturned(titleOf(view, lost));
}

function titleOf(view, lost) {
  if (document.body.dataset.hidden === "true") return "codev";
  const stage = stageOf(view);
  const place = { documents: "Documents", bilan: "Bilan" }[document.body.dataset.place]; // the window's name shows in a shared screen
  const where = place ? place : stage && ["ecoute", "accueil"].includes(view.phase) && !lost ? [stage.name, stage.left].filter(Boolean).join(", ") : "";
  const sign = view.phase === "ecoute" && view.recording && !lost ? "● " : view.phase === "pause" ? "‖ " : "";
  return sign + [stateOf(view, lost), where].filter(Boolean).join(" · ");
}

function showOff(view) {
  toggle($("off"), view.phase === "pause");
  if (view.phase !== "pause") return;
  const no = refusing(view);
  const missing = unasked(view);
  toggle($("resume"), no.length === 0);
  attribute($("resume"), "aria-disabled", missing.length > 0);
  const words = no.length
    ? "L'écoute ne reprend pas : quelqu'un préfère sans. La séance continue aussi bien ; les étapes et le temps se suivent ici, à la main."
    : missing.length
      ? `Avant de reprendre, demandez à ${list(missing)}.`
      : "";
  write($("off-wait"), words);
  toggle($("off-wait"), Boolean(words));
}

function showAfter(view) {
  toggle($("after"), view.phase === "suite");
  if (view.phase !== "suite") return;
  write($("after-words"), (view.progress && view.progress.doing) || "");
  if (view.progress) $("after-bar").value = view.progress.done;
  else $("after-bar").removeAttribute("value");
}

function showAsks(view, lost) {
  const asks = [];
  if (lost) asks.push({ key: "lost", line: lost });
  if (view.ask) asks.push({ key: `ask${view.ask.question}`, question: view.ask.question });
  for (const person of lateArrivals(view)) asks.push({ key: `late${person.name}`, person });
  for (const line of view.warnings) asks.push({ key: `warn${line}`, line });
  const ready = ["ecoute", "pause", "fin"].includes(view.phase) ? unread(view) : [];
  if (ready.length) asks.push({ key: `ready${ready.map(nameOf).join()}`, ready });
  keep($("asks"), asks, (one) => one.key, (one) => newAsk(one, view));
}

function newAsk(one, view) {
  if (one.ready) return readyAsk(one.ready);
  if (one.person) return newArrival(one.person, view.statement && view.statement.short);
  if (one.line) return make("p.ask.warning", { role: "status" }, typeset(one.line));
  return make(
    "div.ask",
    { role: "group", "aria-label": "Question" },
    make("p", {}, typeset(one.question)),
    make("div.choices", {}, button("plain", "Terminer la séance", () => act("stop")), button("plain", "Continuer", () => act("go_on"))),
  );
}

function showLevels(node, view) {
  const channels = Object.keys(NAMES).filter((name) => view.levels && view.levels[name]);
  keep(
    node,
    channels,
    (name) => name,
    (name) => make("div.level", {}, make("span.label", {}, NAMES[name]), make("span.meter", { role: "meter", "aria-label": `Niveau : ${NAMES[name]}`, "aria-valuemin": QUIET, "aria-valuemax": 0 }, make("span.fill")), make("span.clip")),
    (one, name) => {
      const { db, clipped } = view.levels[name];
      const heard = Number.isFinite(db) ? Math.max(QUIET, Math.min(0, db)) : QUIET;
      const meter = one.querySelector(".meter");
      meter.setAttribute("aria-valuenow", Math.round(heard));
      meter.firstElementChild.style.setProperty("--done", (heard - QUIET) / -QUIET);
      one.classList.toggle("clipped", Boolean(clipped));
      write(one.querySelector(".clip"), clipped ? "sature" : "");
    },
  );
}

function showLag(view) {
  const lag = view.phase === "ecoute" && Number.isFinite(view.lag) ? view.lag : null;
  $("lag").classList.toggle("late", lag !== null && lag >= LATE);
  write($("lag"), lag === null ? "" : lag >= LATE ? `Retard de ${Math.round(lag)} s ; rien n'est perdu, il se rattrape.` : `Retard ${decimal(lag)} s`);
}
