// The documents of the session: which there are, and the one that is read, corrected, approved. Everything done here is an act.

import { act } from "./acts.js";
import { $, attribute, button, keep, make, toggle, write } from "./dom.js";
import { list, typeset } from "./french.js";
import { newApproval, showApproval } from "./paper_approval.js";
import { editor } from "./paper_editor.js";
import { fillLine, newLine } from "./paper_line.js";
import { NOTHING, PARTS, SHORT, aboutLine, approvalLine, clientOf, contentOf, linesOf, nameOf, readyLine, statusLine, statusWord, titleOf } from "./paper_words.js";
import { quiet } from "./sound.js";
import { go, inHash, placeOf } from "./tabs.js";

const SEEN = "codev-papers-seen";
const WITH_GROUP = "codev-group";
const EMPTY = [];
const COMING = "Les documents se préparent, à partir de ce qui a été dit…";
const NONE = "Rien n'est encore proposé. Le contrat vient à la fin de l'étape Contrat, puis les notes de l'exploration et le plan d'action.";

let current = () => ({});
let redraw = () => {};
let stale = true; // whether something here changed beside the view
let shown = null; // what was last drawn
let last = null; // the document that was read last
let asClient = true; // in whose name one writes
const ticks = new Map(); // by document: the lines ticked, each with what it said then
const seen = new Set(JSON.parse(sessionStorage.getItem(SEEN) || "[]"));

/** The documents, each line knowing its heading; read once for each news. */
let read = [EMPTY, EMPTY];
function papers() {
  const { papers: given = EMPTY } = current();
  if (read[0] !== given) read = [given, given.map((sheet) => ({ ...sheet, parts: sheet.parts.map(({ entries, ...part }) => ({ ...part, entries: entries.map((entry) => ({ ...entry, part: part.part })) })) }))];
  return read[1];
}

const sheetOf = (name) => papers().find((sheet) => nameOf(sheet) === name);

/** Whether the screen is shared: what is the client's or the facilitator's alone is left out. */
const withGroup = () => document.body.dataset.group === "true";
const isForGroup = (sheet) => sheet.document === "contrat" || (sheet.audience === "groupe" && sheet.status === "approuve");

export function startPapers(view, draw) {
  current = view;
  redraw = draw;
  document.body.dataset.group = String(sessionStorage.getItem(WITH_GROUP) === "1");
  $("group-view").addEventListener("click", () => {
    document.body.dataset.group = String(!withGroup());
    sessionStorage.setItem(WITH_GROUP, withGroup() ? "1" : "0");
    again();
  });
  for (const client of [true, false])
    $("papers-who").querySelector(".switch").append(button("who-writes", "", () => ((asClient = client), again()), { value: String(client), "aria-pressed": client }));
}

function again() {
  stale = true;
  redraw();
}

/** The documents that have been proposed and that nobody looked at yet. */
export const unread = (view) => (view.papers || EMPTY).filter((sheet) => sheet.status === "proposition" && !seen.has(nameOf(sheet)));

/** A quiet line, and a way to go there: nothing moves by itself. */
export const readyAsk = (sheets) =>
  make(
    "div.ready",
    { role: "status" },
    make("p", {}, sheets.length > 1 ? `${sheets.length} documents sont prêts à être relus.` : readyLine(sheets[0])),
    make("div.choices", {}, button("plain", "Relire", () => go("documents", nameOf(sheets[0]))), button("link.later", "×", () => (see(sheets), redraw()), { "aria-label": "Plus tard" })),
  );

function see(sheets) {
  for (const sheet of sheets) seen.add(nameOf(sheet));
  sessionStorage.setItem(SEEN, JSON.stringify([...seen]));
}

export function showPapers(view) {
  if (placeOf(view) !== "documents") return quiet();
  const sheets = papers();
  const chosen = chosenOf(sheets);
  const key = [view.papers, chosen && nameOf(chosen), view.phase, view.title, view.drafting].map((one) => one || "");
  if (!stale && shown && key.every((one, index) => one === shown[index])) return;
  [stale, shown] = [false, key];
  see(chosen ? [chosen] : []);
  attribute($("group-view"), "aria-pressed", withGroup());
  showIndex(sheets, chosen);
  showHead(chosen);
  keep($("paper"), sheets, nameOf, newSheet, (node, sheet) => {
    toggle(node, sheet === chosen);
    fillSheet(node, sheet, view);
  });
  toggle($("paper-none"), !chosen);
  write($("paper-none"), view.drafting ? COMING : NONE);
  if (chosen && nameOf(chosen) !== last) document.querySelector(".paper-go[aria-current=page]").scrollIntoView({ block: "nearest", inline: "nearest" });
  last = chosen ? nameOf(chosen) : last;
}

function chosenOf(sheets) {
  const asked = inHash();
  const allowed = sheets.filter((sheet) => !withGroup() || isForGroup(sheet));
  return allowed.find((sheet) => asked && sheet.consultation === asked.consultation && sheet.document === asked.document) || allowed[0] || null;
}

function showIndex(sheets, chosen) {
  const several = new Set(sheets.map((sheet) => sheet.consultation)).size > 1;
  const allowed = sheets.filter((sheet) => !withGroup() || isForGroup(sheet));
  keep(
    $("papers-list"),
    allowed,
    nameOf,
    (sheet) => make("li", {}, button("paper-go", "", () => go("documents", nameOf(sheet)))),
    (node, sheet) => {
      const way = node.firstElementChild;
      if (!way.firstElementChild) way.append(make("span.of"), make("span.name"), make("span.how"));
      attribute(way, "aria-current", sheet === chosen ? "page" : "false");
      write(way.querySelector(".of"), several ? clientOf(sheet) : "");
      write(way.querySelector(".name"), SHORT[sheet.document] || sheet.document_name);
      write(way.querySelector(".how"), statusWord(sheet));
      node.dataset.status = sheet.status;
    },
  );
}

function showHead(chosen) {
  const hidden = withGroup() ? papers().filter((sheet) => !isForGroup(sheet)) : EMPTY;
  const names = list(hidden.map((sheet) => sheet.document_name[0].toLowerCase() + sheet.document_name.slice(1)));
  const group = `Ce que le groupe peut voir : ${hidden.length ? `ce qui est partagé avec lui ; pas encore : ${names}.` : "le texte, sans marques ni lignes retirées."}`;
  const mine = chosen ? `Avec les mots de ${clientOf(chosen)}. Cet onglet ne montre ni remarques privées ni temps de parole.` : "";
  write($("papers-line"), typeset(withGroup() ? group : mine));
  toggle($("papers-who"), Boolean(chosen));
  toggle($("group-view"), Boolean(chosen) || withGroup());
  for (const one of $("papers-who").querySelectorAll("button")) {
    attribute(one, "aria-pressed", one.value === String(asClient));
    if (chosen) write(one, one.value === "true" ? chosen.client || "client·e" : chosen.facilitator || "animation");
  }
}

function newSheet({ consultation, document }) {
  const name = `${consultation}/${document}`;
  const desk = deskOf(name);
  return make(
    "article.sheet",
    { "aria-labelledby": `title-${consultation}-${document}` },
    make("header", {}, make("p.sheet-status", { role: "status" }), make("p.sheet-approved"), make("h2", { id: `title-${consultation}-${document}` }), make("p.sheet-about")),
    make("p.sheet-changed", { role: "status", hidden: true }),
    make("div.parts"),
    make("ul.remarks"),
    make("details.removed", { hidden: true }, make("summary"), make("ul")),
    newApproval(desk),
  );
}

function fillSheet(node, sheet, view) {
  const desk = deskOf(nameOf(sheet));
  node.dataset.status = sheet.status;
  write(node.querySelector(".sheet-status"), statusLine(sheet));
  write(node.querySelector(".sheet-approved"), approvalLine(sheet));
  write(node.querySelector("h2"), titleOf(sheet));
  write(node.querySelector(".sheet-about"), typeset(aboutLine(sheet, view)));
  keep(node.querySelector(".parts"), partsOf(sheet), (part) => part.part, (part) => newPart(part.part, desk), (one, part) => fillPart(one, part, desk));
  keep(node.querySelector(".remarks"), sheet.remarks || EMPTY, (line) => line, (line) => make("li", {}, typeset(line)));
  const removed = node.querySelector(".removed");
  toggle(removed, sheet.removed.length > 0);
  write(removed.firstElementChild, sheet.removed.length > 1 ? `${sheet.removed.length} lignes retirées` : "Une ligne retirée");
  keep(removed.lastElementChild, sheet.removed, (entry) => entry.id, (entry) => make("li", {}, make("span"), button("deed", "Remettre", () => desk.act("paper_restore", { entry: entry.id }), { "aria-label": `Remettre : ${entry.text}` })), (one, entry) => write(one.firstElementChild, typeset(entry.text)));
  showApproval(node, sheet, desk);
}

/** The headings of a document: those that hold something, and those that always stand. */
function partsOf(sheet) {
  const held = new Map(sheet.parts.map((part) => [part.part, part]));
  const known = new Map((PARTS[sheet.document] || EMPTY).map(([part, title]) => [part, { part, title, entries: EMPTY }]));
  const order = [...new Set([...known.keys(), ...held.keys()])];
  if (sheet.document === "contrat") order.sort((one, other) => place(sheet, one) - place(sheet, other));
  return sheet.status === "refuse" ? EMPTY : order.map((part) => held.get(part) || known.get(part));
}

/** Where a heading stands: in the server's order, an absent one after those that come before it in the template. */
function place(sheet, part) {
  const at = sheet.parts.findIndex((one) => one.part === part);
  if (at >= 0) return at;
  const before = PARTS[sheet.document].findIndex(([one]) => one === part);
  const last = Math.max(-1, ...PARTS[sheet.document].slice(0, before).map(([one]) => sheet.parts.findIndex((held) => held.part === one)));
  return last + (before + 1) / 100;
}

function newPart(part, desk) {
  const lines = make("ol.lines");
  const add = button("link.part-add", "Ajouter", () => {
    add.hidden = true;
    const form = editor({ part, text: "" }, desk.sheet().digest, (values) => desk.act("paper_add", { part, ...values }), () => {
      form.remove();
      add.hidden = false;
      add.focus();
    });
    lines.after(form);
    form.begin();
  });
  return make("section.part", {}, make("div.part-head", {}, make("h3"), add), make("p.part-nothing", { hidden: true }), lines);
}

function fillPart(node, part, desk) {
  const writable = (PARTS[desk.sheet().document] || EMPTY).some(([one]) => one === part.part);
  const entries = withGhosts(node, part.entries);
  node.dataset.part = part.part;
  node.classList.toggle("empty", entries.length === 0);
  write(node.querySelector("h3"), typeset(part.title));
  const nothing = entries.length === 0 && NOTHING[part.part];
  toggle(node.querySelector(".part-nothing"), Boolean(nothing));
  write(node.querySelector(".part-nothing"), nothing || "");
  keep(node.querySelector(".lines"), entries, (entry) => entry.id, (entry) => newLine(entry, desk), (one, entry) => fillLine(one, entry, desk));
  const add = node.querySelector(".part-add");
  attribute(add, "aria-label", `Ajouter sous « ${part.title} »`);
  add.classList.toggle("never", !writable);
}

/** The lines, with the one that somebody was correcting when another page took it out: what she types is not lost. */
function withGhosts(node, entries) {
  const ids = new Set(entries.map((entry) => entry.id));
  const ghosts = [...node.querySelectorAll(".entry.editing")].filter((line) => !ids.has(line.dataset.key)).map((line) => ({ ...line.entry, gone: true, sources: EMPTY }));
  return ghosts.length ? [...entries, ...ghosts] : entries;
}

/** What a line or the approval may ask of its document. */
function deskOf(name) {
  const sheet = () => sheetOf(name);
  const entry = (id) => linesOf(sheet()).find((one) => one.id === id);
  const held = () => ticks.get(name) || ticks.set(name, new Map()).get(name);
  const send = (deed, given) => {
    const { consultation, document, digest } = sheet();
    return act(deed, { consultation, document, digest, as_client: asClient, ...given });
  };
  return {
    sheet,
    entry,
    act: send,
    redraw: again,
    asClient: () => asClient,
    tick: (line, on) => {
      if (on) held().set(line.id, contentOf(line));
      else held().delete(line.id);
      again();
    },
    ticked: (line) => held().get(line.id) === contentOf(line),
    untick: () => (ticks.delete(name), again()),
    move: (line, step) => move(sheet(), line, step, send),
    remove: (line) => send("paper_remove", { entry: line.id }).then((done) => done && write($("tell"), "Ligne retirée ; elle peut être remise, plus bas.")),
  };
}

/** One place up or down under its heading. */
async function move(sheet, line, step, send) {
  const part = sheet.parts.find((one) => one.part === line.part);
  const order = part.entries.map((one) => one.id);
  const at = order.indexOf(line.id);
  const next = at + step;
  if (next < 0 || next >= order.length) return;
  [order[at], order[next]] = [order[next], order[at]];
  const focused = document.activeElement;
  const moved = await send("paper_order", { part: line.part, order });
  if (!moved) return;
  write($("tell"), `Ligne ${next + 1} sur ${order.length}`);
  // The line is moved when the news comes back, and moving takes the focus away.
  setTimeout(() => focused && focused.isConnected && focused.focus(), 150);
}
