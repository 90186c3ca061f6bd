// A whole document: its headings and lines, what she may add, and her decision.

const ADDABLE = { plan: MOVABLE, notes: ["note"], contrat: ["sujet", "demande", "attente", "aide", "hors_sujet", "a_proteger", "reserves"] };
const ALWAYS = ["demande", "je_garde", "je_fais", "peut_etre", "je_laisse", "note"];
const INTRO = {
  plan: "Ce que j’ai dit que je faisais, à part de ce que je ferai peut-être. Ce plan est à moi.",
  notes: "Dans l’ordre où elles ont été dites. Rien n’est trié ni évalué : à moi de prendre ou de laisser.",
  contrat: "Ce que j’ai demandé au groupe, et à quelles conditions.",
};
const NOTHING = {
  je_garde: "Rien n’a été entendu.",
  je_fais: "Aucun engagement formulé.",
  peut_etre: "Rien n’a été entendu.",
  je_laisse: "Rien n’a été entendu.",
  note: "Aucune contribution entendue.",
  demande: "Contrat non formulé dans ce que l’outil a entendu.",
};
const STATUS = { proposition: "Proposition", approuve_en_partie: "Approuvé en partie", approuve: "Approuvé", refuse: "Refusé" };

function paperOf(sheet) {
  const { base } = sheet;
  const id = `${base.document}-${base.consultation}`;
  const nodes = [headOf(sheet, id)];
  if (base.status === "refuse") nodes.push(make("p.nothing", {}, "Vous avez refusé ce document : il a été effacé de la séance."));
  else nodes.push(...partsOf(sheet), ...moreOf(sheet), ...base.remarks.map((remark) => words("p.aside", remark)), dateDeed(sheet), decisionNode(sheet));
  return make("section.paper", { id, "aria-labelledby": `${id}-titre`, tabindex: -1 }, ...nodes);
}

function headOf(sheet, id) {
  const { base } = sheet;
  const mended = changesOf(sheet).length > 0;
  const approved = base.status === "approuve" && !mended;
  const state = mended ? STATUS.proposition : STATUS[base.status];
  return make(
    "header",
    {},
    make("h2", { id: `${id}-titre` }, base.name),
    make(`span.badge.${approved ? "yes" : "draft"}`, {}, state),
    make("p.intro", {}, INTRO[base.document]),
    base.approved && make("p.aside", {}, `Approuvé par ${base.approved.person} ${momentInClear(base.approved.at)}${base.approved.whole ? "" : ", en partie"}.${approved ? "" : " Le texte a changé depuis : il est de nouveau à relire."}`),
  );
}

function partsOf(sheet) {
  const entries = [...sheet.entries, ...(page.editing && page.editing.fresh && page.editing.sheet === sheet ? [page.editing.entry] : [])];
  const named = Object.keys(page.letter.parts).filter((part) => entries.some((entry) => entry.part === part) || (ALWAYS.includes(part) && ADDABLE[sheet.base.document].includes(part)));
  return named.map((part) => {
    const lines = entries.filter((entry) => entry.part === part);
    const add = ADDABLE[sheet.base.document].includes(part) && part !== "demande" && part !== "sujet";
    return make(
      `section.part.${part}`,
      { "aria-label": page.letter.parts[part] },
      part !== "note" && make("h3", {}, page.letter.parts[part]),
      lines.length > 0 ? make("ol.lines", {}, ...lines.map((entry) => lineNode(sheet, entry))) : make("p.nothing", {}, NOTHING[part] || ""),
      (add || !lines.length) && button("link.add", "Ajouter une ligne", () => startAdding(sheet, part), { "data-act": `add-${part}`, "aria-label": `Ajouter une ligne : ${page.letter.parts[part]}` }),
    );
  });
}

/** Headings that hold nothing yet, and what was deleted before the letter was sent. */
function moreOf(sheet) {
  const open = new Set(sheet.entries.map((entry) => entry.part));
  if (page.editing && page.editing.sheet === sheet) open.add(page.editing.entry.part);
  const others = ADDABLE[sheet.base.document].filter((part) => !open.has(part) && !ALWAYS.includes(part));
  const nodes = [];
  if (others.length) nodes.push(make("p.others", {}, "Ajouter aussi : ", ...others.map((part) => button("link", page.letter.parts[part], () => startAdding(sheet, part), { "data-act": `add-${part}` }))));
  if (sheet.removed.length) {
    const back = (entry) => {
      sheet.removed = sheet.removed.filter((one) => one !== entry);
      sheet.entries.push(entry);
      changed(sheet, at(sheet, entry, "edit"));
      tell("Ligne remise.");
    };
    const gone = (entry) => make("li.line.barred", {}, words("s.text", entry.text), button("link", "Remettre", () => back(entry)));
    nodes.push(make("details.gone", {}, make("summary", {}, `Déjà retiré : ${counted(sheet.removed.length, "ligne")}`), make("ol.lines", {}, ...sheet.removed.map(gone))));
  }
  return nodes;
}

function dateDeed(sheet) {
  if (sheet.base.document !== "plan") return null;
  const count = dated(sheet).length;
  if (!count) return null;
  const give = () => {
    download(page.letter.names.calendar, "text/calendar", calendarOf(page.letter, sheet, new Date()));
    tell("Le fichier d’agenda est dans vos téléchargements.");
  };
  const title = count > 1 ? `Mettre ces ${count} dates dans mon agenda` : "Mettre cette date dans mon agenda";
  return make("p.calendar", {}, button("plain", title, give, { "data-act": "calendar" }), make("span.hint", {}, "Un fichier .ics, que tous les agendas lisent."));
}

function decisionNode(sheet) {
  const { base } = sheet;
  const name = `decision-${base.document}-${base.consultation}`;
  const settled = base.status === "approuve" && !changesOf(sheet).length;
  const options = [
    ["later", settled ? "Rien à changer" : "Je décide plus tard", settled ? "Ce document reste approuvé, tel quel." : "Mes corrections partent quand même avec ma réponse."],
    ...(settled ? [] : [["whole", "J’approuve tout", "Le texte exactement tel qu’il est ci-dessus."], ["lines", "J’approuve certaines lignes", "Celles que je coche ci-dessus ; les autres restent une proposition."]]),
    ["refuse", "Je refuse ce document", "Le brouillon sera effacé, avec les corrections. C’est définitif."],
  ];
  const decide = (value) => {
    sheet.decision = value;
    changed(sheet);
    tell(options.find(([one]) => one === value)[1]);
  };
  const warning = sheet.decision === "refuse" && make("p.warning", {}, `« ${base.name} » sera effacé de la séance dès que ${page.letter.facilitator || "la personne qui anime"} aura enregistré votre réponse. Personne ne pourra le retrouver.`);
  const none = sheet.decision === "lines" && !sheet.chosen.length && make("p.warning", {}, "Cochez au moins une ligne ci-dessus.");
  return make("div.decision", {}, choices(name, "Ma décision", options, sheet.decision, decide), warning, none, audienceNode(sheet));
}

function audienceNode(sheet) {
  if (!["whole", "lines"].includes(sheet.decision)) return null;
  const host = page.letter.facilitator;
  const options = [
    ["moi", "Moi", null],
    ["animateur", host ? `${host} et moi` : "La personne qui anime et moi", null],
    ["groupe", "Tout le groupe", null],
  ];
  const share = (value) => {
    sheet.audience = value;
    changed(sheet);
  };
  return choices(`audience-${sheet.base.document}-${sheet.base.consultation}`, "Qui reçoit ce que j’approuve", options, sheet.audience, share, "fieldset.choices.small");
}
