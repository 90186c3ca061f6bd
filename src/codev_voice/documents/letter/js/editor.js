// The place where she writes: a line's words, an action's details, a new line.

const ASKED = [
  ["due_said", "Pour quand, avec mes mots", "text"],
  ["due", "Date", "date"],
  ["first_step", "Premier pas", "text"],
  ["indicator", "Je verrai que ça avance à…", "text"],
  ["support", "Appui", "text"],
  ["obstacle", "Ce qui peut gêner", "text"],
];
const MOVABLE = ["je_garde", "je_fais", "peut_etre", "je_laisse"];
const ACTIONS = ["je_fais", "peut_etre"];

const EMPTY = () => Object.fromEntries(FIELDS.map((field) => [field, ""]));

/** Write in a line that is there. */
function startEditing(sheet, entry) {
  finishEditing();
  page.editing = { sheet, entry, fresh: false, values: { ...copied(entry), details: entry.details ? { ...entry.details } : EMPTY() } };
  redraw(sheet, at(sheet, entry, "text"));
}

/** Write a new line under a heading. */
function startAdding(sheet, part) {
  finishEditing();
  const entry = { id: `ajout:${hex(randomBytes(8))}`, part, text: "", person: "", kind: "", details: null, mark: "", origin: "cliente", edited: false, note: "", quotes: [] };
  if (part === "note") entry.person = tidy(page.letter.client);
  page.editing = { sheet, entry, fresh: true, values: { ...entry, details: EMPTY() } };
  redraw(sheet, at(sheet, entry, "text"));
}

/** Keep what the open editor holds; false when it holds nothing that can be kept (it then stays open when `insist`). */
function finishEditing(insist = false) {
  if (!page.editing) return true;
  const { sheet, entry, fresh, values } = page.editing;
  const text = tidy(values.text);
  if (!text && insist) {
    lineOf(sheet, entry).querySelector(".fault").hidden = false;
    lineOf(sheet, entry).querySelector("textarea").focus();
    return false;
  }
  page.editing = null;
  if (text) write(sheet, entry, { ...values, text }, fresh);
  changed(sheet, text ? at(sheet, entry, "edit") : null);
  if (text) tell(fresh ? "Ligne ajoutée." : "Ligne corrigée.");
  return true;
}

function cancelEditing() {
  const { sheet, entry, fresh } = page.editing;
  page.editing = null;
  redraw(sheet, fresh ? at(sheet, null, `add-${entry.part}`) : at(sheet, entry, "edit"));
}

/** What was not touched stays to the letter as it was, whatever signs it holds. */
function write(sheet, entry, values, fresh) {
  const known = sent(sheet, entry);
  const kept = (value, before) => (value === before ? before : tidy(value) === tidy(before || "") ? before : tidy(value));
  entry.text = kept(values.text, known ? known.text : "");
  entry.part = values.part;
  const details = Object.fromEntries(FIELDS.map((field) => [field, kept(values.details[field], (known && known.details && known.details[field]) || "")]));
  entry.details = ACTIONS.includes(entry.part) && FIELDS.some((field) => details[field]) ? details : null;
  if (fresh) sheet.entries.push(entry);
}

/** The text as it was sent. */
function undo(sheet, entry) {
  const known = copied(sent(sheet, entry));
  Object.assign(entry, { text: known.text, details: known.details, part: known.part, person: known.person });
  changed(sheet, at(sheet, entry, "edit"));
  tell("La ligne est revenue à son texte d’origine.");
}

function editorOf(sheet, entry) {
  const { values, fresh } = page.editing;
  const form = make("form.editor", { onsubmit: (event) => event.preventDefault() || finishEditing(true), onkeydown: onKey });
  const area = make("textarea", { rows: 1, maxlength: LONGEST, dir: "auto", "data-act": "text", oninput: () => grow(area, (values.text = area.value)) });
  area.value = values.text;
  form.append(make("label", {}, make("span", {}, fresh ? "Ma ligne" : "Texte"), area), make("p.fault", { hidden: true, role: "alert" }, "La ligne est vide : écrivez quelque chose, ou barrez-la."));
  setTimeout(() => grow(area));
  if (MOVABLE.includes(entry.part)) form.append(partChoice(sheet, entry, values));
  if (ACTIONS.includes(values.part)) form.append(make("div.fields", {}, ...ASKED.map(([field, name, type]) => asked(entry, values, field, name, type))));
  const near = sheet.entries.filter((one) => one.part === entry.part);
  const rank = near.indexOf(entry);
  const step = (text, act, by) => button("plain", text, () => shift(sheet, entry, by, act), { "data-act": act });
  form.append(
    make(
      "div.deeds",
      {},
      make("button.main", { type: "submit", "data-act": "save" }, "Garder"),
      button("plain", "Annuler", cancelEditing, { "data-act": "cancel" }),
      make("span.steps", {}, rank > 0 && step("Monter", "up", -1), rank >= 0 && rank < near.length - 1 && step("Descendre", "down", 1)),
    ),
  );
  return form;
}

function partChoice(sheet, entry, values) {
  const options = MOVABLE.map((part) => [part, page.letter.parts[part], null, {}]);
  const onchoice = (part) => {
    values.part = part;
    redraw(sheet, `#${CSS.escape(paper(sheet).id)} [name="part"][value="${part}"]`);
  };
  return choices("part", "Rubrique", options, values.part, onchoice, "fieldset.choices.small");
}

function asked(entry, values, field, name, type) {
  const input = make("input", { type, maxlength: type === "date" ? null : LONGEST, dir: "auto", "data-act": field, max: type === "date" ? "9999-12-31" : null });
  input.value = values.details[field];
  const clear = make("span.clear", {}, inClear(values.details[field]));
  input.addEventListener("input", () => {
    values.details[field] = input.value;
    if (type === "date") clear.textContent = inClear(input.value);
  });
  return make("label", {}, make("span", {}, name), input, type === "date" && clear);
}

function onKey(event) {
  if (event.key === "Escape") {
    event.preventDefault();
    cancelEditing();
  } else if (event.key === "Enter" && event.target.tagName === "TEXTAREA" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    finishEditing(true);
  }
}

function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
