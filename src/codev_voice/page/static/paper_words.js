// How the documents are named, and what is said of them. Pure.

import { BLANK, count, list, longDate, quoted } from "./french.js";

const READY = { contrat: "Le contrat est prêt à être relu.", notes: "Les notes de l'exploration sont prêtes à être relues.", plan: "Le plan d'action est prêt à être relu." };
const TITLES = { contrat: "Contrat de consultation", notes: "Notes de l'exploration", plan: "Plan d'action" };
export const SHORT = { contrat: "Contrat", notes: "Notes", plan: "Plan" };
const THIS = { contrat: "ce contrat", notes: "ces notes", plan: "ce plan d'action" };

/** What may be added to each document, in the order of its headings. */
export const PARTS = {
  contrat: [
    ["sujet", "Sujet"],
    ["demande", "Ma demande"],
    ["aide", "Ce que j'attends du groupe"],
    ["hors_sujet", "Ce dont on ne parle pas"],
    ["a_proteger", "À protéger"],
    ["reserves", "Réserves"],
  ],
  notes: [["note", "Dans l'ordre où elles ont été dites"]],
  plan: [
    ["je_garde", "Ce que je garde"],
    ["je_fais", "Ce que je fais"],
    ["peut_etre", "Ce que j'aimerais peut-être faire"],
    ["je_laisse", "Ce que je laisse"],
  ],
};

/** What is said under a heading that always stands, when nothing was heard of it. */
export const NOTHING = {
  demande: "Contrat non formulé dans ce que l'outil a entendu.",
  note: "Aucune contribution entendue.",
  je_fais: "Aucun engagement formulé.",
};

export const MARKS = [
  ["garde", "je garde"],
  ["a_voir", "à voir"],
  ["non", "non"],
];

export const AUDIENCES = [
  ["moi", "moi"],
  ["animateur", "l'animateur·rice"],
  ["groupe", "le groupe"],
];

/** The fields of an action, in the order of the plan's table. */
export const DETAILS = [
  ["due_said", "Pour quand"],
  ["due", "Date"],
  ["first_step", "Premier pas"],
  ["indicator", "Je verrai que ça avance à…"],
  ["support", "Appui"],
  ["obstacle", "Ce qui peut gêner"],
];

export const nameOf = (sheet) => `${sheet.consultation}/${sheet.document}`;
export const titleOf = (sheet) => TITLES[sheet.document] || sheet.document_name;
export const readyLine = (sheet) => READY[sheet.document];
export const thisOne = (sheet) => THIS[sheet.document];
export const clientOf = (sheet) => sheet.client || "la personne cliente";

/** Whether it was changed since somebody approved it. */
export const isChanged = (sheet) => Boolean(sheet.approved) && sheet.version > sheet.approved.version;

export const linesOf = (sheet) => sheet.parts.flatMap((part) => part.entries);

/** « Proposition · version 2 », until the client approved it. */
export function statusLine(sheet) {
  if (sheet.status === "refuse") return "Refusé : le brouillon a été effacé.";
  const version = `version ${sheet.version}`;
  if (sheet.status === "approuve" && sheet.approved) return `Approuvé par ${sheet.approved.person} le ${longDate(sheet.approved.at)} · ${version}`;
  return `Proposition · ${version} · à relire par ${clientOf(sheet)}`;
}

/** How much of a proposition is approved already. */
export function approvalLine(sheet) {
  if (sheet.status !== "approuve_en_partie" || !sheet.approved) return "";
  const lines = linesOf(sheet);
  const number = lines.filter((line) => line.approved).length;
  return `${count(number, "ligne")} sur ${lines.length} ${number > 1 ? "approuvées" : "approuvée"} par ${sheet.approved.person} le ${longDate(sheet.approved.at)}`;
}

/** The status in a word or two, for the list of documents. */
export function statusWord(sheet) {
  if (sheet.status === "refuse") return "refusé";
  if (isChanged(sheet)) return `version ${sheet.version} à approuver`;
  if (sheet.status === "approuve") return "approuvé";
  return sheet.status === "approuve_en_partie" ? "approuvé en partie" : "proposition";
}

/** The session's line under the title. */
export function aboutLine(sheet, view) {
  const consultants = (sheet.consultants || []).length ? `Consultants${BLANK}: ${list(sheet.consultants)}` : "";
  return [view.title, view.date, sheet.facilitator ? `Animation${BLANK}: ${sheet.facilitator}` : "", consultants].filter(Boolean).join(" · ");
}

/** A line as it is read: what was asked for as it was said stands between marks. */
export function lineText(entry) {
  const verbatim = ["demande", "attente"].includes(entry.part) || ["question_reflexive", "metaphore"].includes(entry.kind);
  return verbatim && !/^[«"“]/.test(entry.text) ? quoted(entry.text) : entry.text;
}

/** Everything that somebody who approves this line says yes to; also what tells that it changed. */
export function contentOf(entry) {
  const details = entry.details || {};
  return JSON.stringify([entry.text, entry.person || "", entry.kind || "", ...DETAILS.map(([name]) => details[name] || ""), entry.mark || ""]);
}

/** Where a line comes from, when it was not heard. */
export function originLine(entry, sheet) {
  if (entry.part === "accords_non_entendus") return "Son accord n'a pas été entendu.";
  if (entry.origin === "cliente") return `Écrit par ${clientOf(sheet)}.`;
  if (entry.origin === "ajoute") return "Ajouté après la séance.";
  return "Les mots d'où vient cette ligne ne sont plus gardés.";
}
