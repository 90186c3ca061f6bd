// What the page holds while it is open, and how it is drawn again when something changes.

/** `editing` is the open editor: {sheet, entry, fresh, values}. */
const page = { letter: null, sheets: [], keeper: null, phrase: null, editing: null, kept: true };

const paper = (sheet) => byId(`${sheet.base.document}-${sheet.base.consultation}`);
const lineOf = (sheet, entry) => paper(sheet).querySelector(`[data-line="${CSS.escape(entry.id)}"]`);

/** Keep what she did, and draw this document again; the keyboard goes on from `focus`, or from where it was. */
function changed(sheet, focus) {
  page.kept = page.keeper.keep(page.sheets);
  redraw(sheet, focus);
}

function redraw(sheet, focus) {
  const before = paper(sheet);
  const place = focus || keyOf(document.activeElement);
  before.replaceWith(paperOf(sheet));
  const again = place && document.querySelector(place);
  if (again) again.focus({ preventScroll: true });
  showBar();
}

/** How a control is found again once drawn anew. */
function keyOf(node) {
  const paperNode = node && node.closest && node.closest(".paper");
  if (!paperNode) return null;
  const line = node.closest("[data-line]");
  const act = node.dataset.act || (node.name && `${node.name}=${node.value}`);
  if (!act) return null;
  const self = node.dataset.act ? `[data-act="${CSS.escape(node.dataset.act)}"]` : `[name="${CSS.escape(node.name)}"][value="${CSS.escape(node.value)}"]`;
  return `#${CSS.escape(paperNode.id)} ${line ? `[data-line="${CSS.escape(line.dataset.line)}"] ` : ""}${self}`;
}

const at = (sheet, entry, act) =>
  `#${CSS.escape(`${sheet.base.document}-${sheet.base.consultation}`)} ${entry ? `[data-line="${CSS.escape(entry.id)}"] ` : ""}[data-act="${act}"]`;

/** Said to those who hear the page rather than see it. */
function tell(text) {
  byId("told").textContent = "";
  setTimeout(() => (byId("told").textContent = text), 50);
}

/** What she has done so far, and the way on. */
function showBar() {
  const [changes, decided] = progress();
  const parts = [changes ? counted(changes, "modification") : "", decided ? `${counted(decided, "document")} décidé${decided > 1 ? "s" : ""}` : ""];
  byId("progress").textContent = parts.filter(Boolean).join(", ") || "Rien de changé.";
  byId("forget").hidden = !changes && !decided;
  byId("unkept").hidden = page.kept;
}

/** How many changes she made, an order counting for one, and how many documents she decided on. */
function progress() {
  const count = (sheet) => {
    const changes = changesOf(sheet);
    return changes.filter((change) => change.kind !== "order").length || Math.min(changes.length, 1);
  };
  return [page.sheets.reduce((sum, sheet) => sum + count(sheet), 0), page.sheets.filter(isDecided).length];
}
