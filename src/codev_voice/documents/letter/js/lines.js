// A line of a document: what it says, where it comes from, and what she can do with it.

const QUOTED_KINDS = ["question_reflexive", "metaphore"];
const QUOTED_PARTS = ["demande", "attente"];
const SHORT_PARTS = ["aide", "accords", "accords_non_entendus"];
const MARKS = [["garde", "Je garde"], ["a_voir", "À voir"], ["non", "Non"]];
const SHOWN = [["first_step", "Premier pas"], ["indicator", "Je verrai que ça avance à…"], ["support", "Appui"], ["obstacle", "Ce qui peut gêner"]];

function lineNode(sheet, entry) {
  const { editing } = page;
  if (editing && editing.sheet === sheet && editing.entry.id === entry.id) return make("li.line.open", { "data-line": entry.id }, editorOf(sheet, entry));
  if (entry.barred) return barredNode(sheet, entry);
  const choosing = sheet.decision === "lines";
  return make(
    `li.line.${entry.part}${SHORT_PARTS.includes(entry.part) && !choosing ? ".brief" : ""}`,
    { "data-line": entry.id, onkeydown: (event) => moveByKey(event, sheet, entry) },
    choosing && chooser(sheet, entry),
    make("div.body", {}, ...labelOf(entry), textOf(entry), ...whenOf(entry), detailsOf(entry), entry.note && words("p.aside", entry.note), flagsOf(sheet, entry)),
    entry.part === "note" && marksOf(sheet, entry),
    sheet.base.status === "refuse" ? sourcesOf(sheet, entry) : deedsOf(sheet, entry),
  );
}

function labelOf(entry) {
  const said = [entry.kind && capital(page.letter.kinds[entry.kind] || entry.kind)].filter(Boolean);
  if (!said.length && !entry.person) return [];
  return [make("p.label", {}, ...said, said.length > 0 && entry.person && " · ", entry.person && words("bdi", entry.person))];
}

function textOf(entry) {
  const quote = QUOTED_KINDS.includes(entry.kind) || QUOTED_PARTS.includes(entry.part);
  return words("p.text", quote ? quoted(entry.text) : entry.text);
}

/** « vendredi (vendredi 20 novembre 2026) », « date à préciser ». */
function whenOf(entry) {
  if (!ACTIONS.includes(entry.part)) return [];
  const { due_said: said, due } = entry.details || EMPTY();
  const clear = inClear(due);
  if (entry.part === "peut_etre" && !said && !clear) return [];
  return [make("p.when", {}, make("strong", {}, clear ? capital(clear) : "Date à préciser"), said && words("span.said", `dit : ${quoted(said)}`))];
}

function detailsOf(entry) {
  const filled = SHOWN.filter(([field]) => entry.details && entry.details[field]);
  return filled.length > 0 && make("dl", {}, ...filled.map(([field, name]) => make("div", {}, make("dt", {}, name), words("dd", entry.details[field]))));
}

function flagsOf(sheet, entry) {
  const flags = [];
  if (!sent(sheet, entry)) flags.push("Ajouté par moi");
  else if (editedHere(sheet, entry)) flags.push("Corrigé par moi");
  else if (entry.origin === "ajoute") flags.push("Ajouté après la séance");
  else if (entry.edited) flags.push("Déjà corrigé");
  if (sheet.base.status === "approuve_en_partie" && sheet.base.approved.entries.includes(entry.id) && !editedHere(sheet, entry)) flags.push("Déjà approuvé");
  return flags.length > 0 && make("p.flags", {}, flags.join(" · "));
}

function chooser(sheet, entry) {
  const box = make("input", { type: "checkbox", "data-act": "choose", checked: sheet.chosen.includes(entry.id) });
  box.addEventListener("change", () => {
    sheet.chosen = box.checked ? [...sheet.chosen, entry.id] : sheet.chosen.filter((id) => id !== entry.id);
    changed(sheet);
  });
  return make("label.chooser", {}, box, make("span", {}, "J’approuve cette ligne"));
}

function marksOf(sheet, entry) {
  const press = (mark) => {
    entry.mark = entry.mark === mark ? "" : mark;
    changed(sheet);
  };
  const mark = ([value, name]) => button("mark", name, () => press(value), { "aria-pressed": String(entry.mark === value), "data-act": `mark-${value}` });
  return make("div.marks", { role: "group", "aria-label": "À moi" }, ...MARKS.map(mark));
}

/** The sentence a line comes from, who said it and when. */
function sourcesOf(sheet, entry) {
  const before = sent(sheet, entry);
  const changedHere = before && editedHere(sheet, entry);
  if (!entry.quotes.length && !changedHere) return null;
  const quote = ({ who, at: when, text }) =>
    make("blockquote", {}, words("p", quoted(text)), make("footer", {}, words("bdi", who), `, ${atMinute(when)}`));
  const original = changedHere && make("div.before", {}, make("p", {}, "Texte proposé :"), words("p", before.text), button("link", "Y revenir", () => undo(sheet, entry), { "data-act": "undo" }));
  const node = make("details", { open: entry.opened, ontoggle: () => (entry.opened = node.open) }, make("summary", { "data-act": "sources" }, "D’où ça vient"), ...entry.quotes.map(quote), original);
  return node;
}

function deedsOf(sheet, entry) {
  const named = (text) => `${text} : ${entry.text.slice(0, 60)}`;
  const deed = (text, act, deeds) => button("link", text, deeds, { "data-act": act, "aria-label": named(text) });
  return make(
    "div.foot",
    {},
    sourcesOf(sheet, entry),
    make(
      "div.deeds",
      {},
      deed("Modifier", "edit", () => startEditing(sheet, entry)),
      deed("Barrer", "bar", () => bar(sheet, entry)),
    ),
  );
}

/** Up or down; the keyboard stays on the line, whose other button may have gone. */
function shift(sheet, entry, by, act) {
  moved(sheet, entry, by);
  changed(sheet, at(sheet, entry, act));
  const line = lineOf(sheet, entry);
  if (!line.contains(document.activeElement)) line.querySelector("[data-act=up], [data-act=down]").focus();
  line.scrollIntoView({ block: "nearest" });
  const near = sheet.entries.filter((one) => one.part === entry.part);
  tell(`Ligne ${near.indexOf(entry) + 1} sur ${near.length}.`);
}

function moveByKey(event, sheet, entry) {
  const by = event.altKey && { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!by || sheet.base.status === "refuse") return;
  event.preventDefault();
  shift(sheet, entry, by, document.activeElement.dataset.act);
}

function bar(sheet, entry) {
  if (sent(sheet, entry)) entry.barred = true;
  else sheet.entries.splice(sheet.entries.indexOf(entry), 1);
  sheet.chosen = sheet.chosen.filter((id) => id !== entry.id);
  changed(sheet, at(sheet, entry, "back"));
  tell("Ligne barrée.");
}

function barredNode(sheet, entry) {
  const back = () => {
    entry.barred = false;
    changed(sheet, at(sheet, entry, "bar"));
    tell("Ligne remise.");
  };
  return make("li.line.barred", { "data-line": entry.id }, words("s.text", entry.text), button("link", "Remettre", back, { "data-act": "back" }));
}
