// Writing on a document: a line that is corrected, or a new one. What is being typed is never lost to what others do.

import { button, make, toggle } from "./dom.js";
import { quoted, typeset } from "./french.js";
import { DETAILS, contentOf } from "./paper_words.js";

const WITH_DETAILS = ["je_fais", "peut_etre"];
const WITH_PERSON = ["note", "reserves"];
const LONGEST = 2000; // letters

let made = 0;

/**
 * A form for this line (`{part, text, details…}`): `save(values, digest)` is promised true when it is done, then `done()` is called.
 * The form's `told(entry, digest)` says how the line stands now, null when somebody took it out.
 */
export function editor(entry, digest, save, done) {
  made += 1;
  const state = { content: contentOf(entry), digest, gone: false };
  const details = entry.details || {};
  const text = make("textarea", { id: `words${made}`, rows: 1, maxlength: LONGEST, required: true });
  text.value = entry.text || "";
  const fields = WITH_DETAILS.includes(entry.part) ? DETAILS.map(([name, label]) => [name, label, field(name, details[name])]) : [];
  const person = WITH_PERSON.includes(entry.part) ? field("person", entry.person) : null;
  const conflict = make("p.conflict", { role: "status", hidden: true });
  const retake = button("link", "Reprendre le nouveau texte", () => fill(state.entry), { hidden: true });
  const yes = make("button.main", { type: "submit" }, "Enregistrer");
  const form = make(
    "form.editor",
    {},
    make("label", { for: text.id }, entry.text ? "Le texte de cette ligne" : "Avec ses mots"),
    text,
    person && make("div.fields", {}, make("div", {}, make("label", { for: person.id }, "Qui l'a dit"), person)),
    fields.length ? make("div.fields", {}, ...fields.map(([, label, input]) => make("div", {}, make("label", { for: input.id }, label), input))) : null,
    conflict,
    make("div.choices", {}, yes, button("plain", "Laisser", done), retake),
  );

  function fill(newer) {
    text.value = newer.text;
    if (person) person.value = newer.person || "";
    for (const [name, , input] of fields) input.value = (newer.details || {})[name] || "";
    toggle(conflict, false);
    toggle(retake, false);
    text.focus();
  }

  async function send(event) {
    event.preventDefault();
    if (!text.value.trim() || yes.disabled) return text.focus();
    yes.disabled = true;
    const values = { text: text.value.trim() };
    if (person) values.person = person.value.trim();
    if (fields.length) values.details = Object.fromEntries(fields.map(([name, , input]) => [name, input.value.trim() || null]));
    const saved = await save(values, state.digest, state.gone);
    yes.disabled = false;
    if (saved) done();
  }

  form.addEventListener("submit", send);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault(); // it leaves the form, and hides nothing
      done();
    } else if (event.key === "Enter" && event.target === text) send(event); // a line is one line
  });
  form.told = (newer, digestNow) => {
    state.gone = !newer;
    const content = newer ? contentOf(newer) : null;
    if (content !== state.content) {
      const words = newer ? `Cette ligne vient de changer ailleurs : ${quoted(newer.text)} Ce que vous écrivez est gardé ; l'enregistrer le mettra à sa place.` : "Cette ligne vient d'être retirée ailleurs. Ce que vous écrivez est gardé ; l'enregistrer l'ajoutera.";
      conflict.textContent = typeset(words);
      toggle(conflict, true);
      toggle(retake, Boolean(newer));
      state.content = content;
      state.entry = newer;
    }
    state.digest = digestNow;
  };
  form.begin = () => {
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
  };
  return form;
}

function field(name, value) {
  const input = make("input", { id: `${name}${made}`, type: name === "due" ? "date" : "text", maxlength: name === "due" ? null : 300, autocomplete: "off" });
  input.value = value || "";
  return input;
}
