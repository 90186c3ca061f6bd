// One line of a document: its text, the words it comes from, and what one may do with it.

import { attribute, button, keep, make, toggle, write } from "./dom.js";
import { moment, quoted, typeset } from "./french.js";
import { editor } from "./paper_editor.js";
import { DETAILS, MARKS, lineText, originLine } from "./paper_words.js";
import { play } from "./sound.js";

let made = 0;

/**
 * A line's node. `desk` is the document it stands on: `entry(id)`, `sheet()`, `act(name, given)`, `tick(entry, on)`, `ticked(entry)`,
 * `move(entry, step)`, `remove(entry)`.
 */
export function newLine({ id }, desk) {
  made += 1;
  const entry = () => desk.entry(id);
  const box = make("input.tick", { type: "checkbox", id: `tick${made}`, onchange: () => desk.tick(entry(), box.checked) });
  const more = make("div.line-more", { id: `more${made}`, hidden: true });
  const open = button("line-open", "", () => unfold(node), { "aria-expanded": false, "aria-controls": more.id });
  const edit = button("line-edit", "Corriger", () => correct(node, desk));
  const text = make("p.line-text", { onclick: () => !String(getSelection()) && unfold(node) });
  const node = make(
    "li.entry",
    {},
    make("span.line-yes", {}, box, make("span.done", { "aria-hidden": true }, "✓")),
    make("div.line-body", {}, text, make("dl.line-details", { hidden: true }), make("p.line-about"), marksOf(entry, desk)),
    make("div.line-side", {}, edit, open),
    more,
  );
  more.append(
    make("ul.line-words"),
    make("p.line-origin"),
    make(
      "div.choices.line-deeds",
      {},
      button("deed.edit", "Corriger", () => correct(node, desk)),
      button("deed.up", "Monter", () => desk.move(entry(), -1)),
      button("deed.down", "Descendre", () => desk.move(entry(), 1)),
      button("deed.drop", "Retirer", () => desk.remove(entry())),
    ),
  );
  node.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.altKey || event.target.closest("form")) return;
    event.preventDefault();
    desk.move(entry(), step);
  });
  return node;
}

export function fillLine(node, entry, desk) {
  const sheet = desk.sheet();
  if (!entry.gone) node.entry = entry;
  const text = typeset(lineText(entry));
  write(node.querySelector(".line-text"), text);
  write(node.querySelector(".line-about"), aboutOf(entry));
  fillDetails(node.querySelector(".line-details"), entry);
  for (const one of node.querySelectorAll(".line-marks button")) attribute(one, "aria-pressed", one.value === entry.mark);
  const box = node.querySelector(".tick");
  attribute(box, "aria-label", `Cocher : ${text}`);
  box.checked = desk.ticked(entry);
  node.dataset.approved = Boolean(entry.approved);
  toggle(box, !entry.approved);
  toggle(node.querySelector(".done"), Boolean(entry.approved));
  const open = node.querySelector(".line-open");
  const first = entry.sources[0];
  write(open, first ? moment(first.start) : "détails");
  attribute(open, "aria-label", first ? `Les mots d'où vient cette ligne, à ${moment(first.start)}` : "D'où vient cette ligne");
  attribute(node.querySelector(".line-edit"), "aria-label", `Corriger : ${text}`);
  keep(node.querySelector(".line-words"), entry.sources, (source) => source.piece, newWords, fillWords);
  write(node.querySelector(".line-origin"), entry.sources.length ? "" : originLine(entry, sheet));
  node.editor?.told(entry.gone ? null : entry, sheet.digest);
}

function unfold(node) {
  const more = node.querySelector(".line-more");
  toggle(more, more.hidden);
  node.querySelector(".line-open").setAttribute("aria-expanded", String(!more.hidden));
}

/** Correct the line where it stands; the keyboard comes back to it. */
function correct(node, desk) {
  if (node.editor) return;
  const entry = desk.entry(node.dataset.key);
  const save = (values, digest, gone) => (gone ? desk.act("paper_add", { part: entry.part, ...values }) : desk.act("paper_edit", { entry: entry.id, digest, ...values }));
  node.editor = editor(entry, desk.sheet().digest, save, () => {
    node.editor.remove();
    node.editor = null;
    node.classList.remove("editing");
    node.querySelector(".line-edit").focus();
    desk.redraw();
  });
  node.classList.add("editing");
  node.append(node.editor);
  node.editor.begin();
}

function marksOf(entry, desk) {
  const group = make("div.line-marks", { role: "group", "aria-label": "À moi" });
  for (const [value, words] of MARKS)
    group.append(button("mark-as", words, () => desk.act("paper_mark", { entry: entry().id, mark: entry().mark === value ? null : value }), { value, "aria-pressed": false }));
  return group;
}

function aboutOf(entry) {
  const kind = entry.part === "note" ? entry.kind_name : "";
  const said = [kind, entry.person].filter(Boolean).join(" · ");
  const state = [entry.edited ? "corrigé" : "", entry.origin === "ajoute" ? "ajouté après la séance" : "", entry.note].filter(Boolean).join(" · ");
  return typeset([said, state].filter(Boolean).join(" · "));
}

function fillDetails(node, entry) {
  const wanted = ["je_fais", "peut_etre"].includes(entry.part);
  toggle(node, wanted);
  if (!wanted) return;
  const details = entry.details || {};
  const day = details.due_clear || (entry.part === "je_fais" ? "date à préciser" : "");
  const when = day && details.due_said ? `${day} (${quoted(details.due_said)})` : day || details.due_said;
  const shown = DETAILS.filter(([name]) => name !== "due").map(([name, label]) => [name, label, name === "due_said" ? when : details[name]]);
  keep(
    node,
    shown.filter(([, , value]) => value),
    ([name]) => name,
    () => make("div", {}, make("dt"), make("dd")),
    (one, [, label, value]) => {
      write(one.firstElementChild, label);
      write(one.lastElementChild, typeset(value));
    },
  );
}

function newWords(source) {
  const listen = button("deed.listen", "Écouter", () => play(source.piece, (state) => tell(listen, state)), { "aria-label": `Écouter ce moment, à ${moment(source.start)}` });
  return make("li", {}, make("span.at"), make("span.name"), make("span.quote"), listen, make("span.gone", { role: "status" }));
}

function tell(listen, state) {
  listen.dataset.state = state;
  write(listen, state === "playing" ? "Arrêter" : "Écouter");
  listen.nextElementSibling.textContent = state === "gone" ? "le son n'existe plus" : "";
}

function fillWords(node, source) {
  write(node.querySelector(".at"), moment(source.start));
  write(node.querySelector(".name"), source.speaker || "");
  write(node.querySelector(".quote"), quoted(typeset(source.quote)));
}
