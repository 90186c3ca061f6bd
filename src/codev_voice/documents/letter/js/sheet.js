// A document as she reads and changes it, the digest of exactly what she sees, and what she changed since it was sent. Pure.
//
// A sheet: {base, known, entries, removed, decision, chosen, audience}. `base` is what was sent and never changes, `known` its entries by
// their ids. An entry that she strikes
// out stays in its place with `barred`, so that she can take it back.

const FIELDS = ["due_said", "due", "first_step", "indicator", "support", "obstacle"];
const LONGEST = 2000;

/** A text as it is kept, which `documents/changing.py` takes as it is: one line, single spaces, nothing that turns others around. */
function tidy(text) {
  const line = Array.from(text, (letter) => (/^[\ud800-\udfff]$/.test(letter) ? "" : letter))
    .join("")
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .normalize("NFC")
    .replace(/[\x00-\x20\x7f-\x9f\u2028\u2029]+/g, " ");
  return Array.from(line.replace(/^ | $/g, "")).slice(0, LONGEST).join("").replace(/ $/, "");
}

const copied = (entry) => ({ ...entry, details: entry.details && { ...entry.details } });

function sheetOf(base) {
  return {
    base,
    known: new Map([...base.entries, ...base.removed].map((entry) => [entry.id, entry])),
    entries: base.entries.map(copied),
    removed: base.removed.map(copied),
    decision: "later",
    chosen: [],
    audience: base.audience,
  };
}

const standing = (sheet) => sheet.entries.filter((entry) => !entry.barred);

/** All that an approval of this entry says yes to. */
function row(entry) {
  const details = FIELDS.map((field) => (entry.details && entry.details[field]) || "");
  return [entry.id, entry.part, entry.text, entry.person, entry.kind, ...details, entry.mark];
}

/** A change to what she approved before makes a new version. */
function versionOf(sheet) {
  const { base } = sheet;
  return base.version + (base.approved && base.approved.version === base.version && changesOf(sheet).length ? 1 : 0);
}

/** The one value of which a digest is made: `documents/sheet.py` makes the same. */
function shown(sheet) {
  return [sheet.base.document, sheet.base.consultation, versionOf(sheet), sheet.base.client, standing(sheet).map(row)];
}

const digestOf = (sheet) => hex(sha256(utf8(JSON.stringify(shown(sheet)))));

const same = (one, other) => JSON.stringify(row(one)) === JSON.stringify(row(other));

/** The entry as it was sent, or undefined when she added it. */
const sent = (sheet, entry) => sheet.known.get(entry.id);

const editedHere = (sheet, entry) => {
  const before = sent(sheet, entry);
  return Boolean(before) && !same({ ...before, mark: "" }, { ...entry, mark: "" });
};

/** What she changed, in the order in which it is to be done again elsewhere. */
function changesOf(sheet) {
  const found = [];
  const before = new Map(sheet.base.entries.map((entry) => [entry.id, entry]));
  const gone = new Map(sheet.base.removed.map((entry) => [entry.id, entry]));
  const order = sheet.base.entries.map((entry) => entry.id);
  for (const entry of sheet.entries) {
    const known = before.get(entry.id) || gone.get(entry.id);
    if (before.has(entry.id) && entry.barred) {
      found.push({ kind: "remove", entry: entry.id });
      order.splice(order.indexOf(entry.id), 1);
    }
    if (entry.barred) continue;
    if (!before.has(entry.id)) order.push(entry.id);
    if (gone.has(entry.id)) found.push({ kind: "restore", entry: entry.id });
    if (!known) found.push({ kind: "add", entry: entry.id, part: entry.part, person: entry.person || null, ...content(entry) });
    else if (editedHere(sheet, entry)) found.push({ kind: "edit", entry: entry.id, part: entry.part === known.part ? null : entry.part, ...content(entry) });
    if (entry.mark !== ((known && known.mark) || "")) found.push({ kind: "mark", entry: entry.id, mark: entry.mark || null });
  }
  const now = standing(sheet).map((entry) => entry.id);
  const mixed = found.some((change) => change.kind === "add" || change.kind === "restore");
  if (mixed || now.join("\n") !== order.join("\n")) found.push({ kind: "order", order: now });
  return found;
}

function content(entry) {
  return { text: entry.text, details: ["je_fais", "peut_etre"].includes(entry.part) ? { ...entry.details } : null };
}

/** Up (-1) or down (+1) among the entries of its heading. */
function moved(sheet, entry, by) {
  const near = sheet.entries.filter((one) => one.part === entry.part);
  const other = near[near.indexOf(entry) + by];
  if (!other) return;
  const [from, to] = [sheet.entries.indexOf(entry), sheet.entries.indexOf(other)];
  [sheet.entries[from], sheet.entries[to]] = [other, entry];
}

/** What she approves of it: ids, none of them for all; null while she approves nothing. */
function approvedIn(sheet) {
  if (sheet.decision === "whole") return [];
  const lines = sheet.decision === "lines" ? standing(sheet).map((entry) => entry.id) : [];
  const chosen = lines.filter((id) => sheet.chosen.includes(id));
  return chosen.length ? chosen : null;
}

const isDecided = (sheet) => sheet.base.status !== "refuse" && (sheet.decision === "refuse" || approvedIn(sheet) !== null);

/** What she decides, as the answer says it; null while she decides nothing. */
function decisionOf(sheet) {
  if (!isDecided(sheet)) return null;
  if (sheet.decision === "refuse") return { kind: "refuse" };
  return { kind: "approve", digest: digestOf(sheet), entries: approvedIn(sheet), audience: sheet.audience };
}
