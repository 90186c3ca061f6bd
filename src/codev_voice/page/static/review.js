// The review: how speech was shared, in sentences first, then pictures, each with its figures. For the facilitator alone.

import { $, button, make } from "./dom.js";
import { drawing } from "./drawing.js";
import { count, quoted, typeset } from "./french.js";
import { placeOf } from "./tabs.js";
import { showTurnsOf } from "./turns.js";

let asked = null; // the state of the session that was asked about
let again = () => {};
let current = () => ({});

export function startReview(view, draw) {
  current = view;
  again = draw;
}

/** Ask for the review when it is looked at, and again once the session was corrected: every figure follows. */
export function showReview(view) {
  if (placeOf(view) !== "bilan" || asked === view.seq) return;
  asked = view.seq;
  if (!$("review").childElementCount) $("review").replaceChildren(make("p.review-wait", { role: "status" }, "Le bilan se prépare…"));
  fetchReview(view.seq);
}

async function fetchReview(seq) {
  let inside;
  try {
    const answer = await fetch("review");
    const found = answer.ok || answer.status === 409 ? await answer.json() : { error: "Le bilan n'a pas pu être fait : rechargez la page." };
    inside = found.error ? sorry(found.error) : reviewOf(found);
  } catch {
    inside = sorry("Le programme ne répond pas : le bilan n'a pas été fait.");
  }
  if (asked === seq) $("review").replaceChildren(...inside);
}

const sorry = (line) => [
  make("p.review-wait", { role: "status" }, typeset(line)),
  button("plain.retry", "Recommencer", () => {
    asked = null;
    again();
  }),
];

function reviewOf(review) {
  const apart = review.consultations.length > 1;
  return [
    make(
      "header.review-head",
      {},
      make("p.private", {}, "Pour vous seul·e : ce bilan ne se montre pas au groupe, et ne quitte pas cette machine."),
      make("h2", {}, "Bilan de la séance"),
      review.line ? make("p.estimated", {}, typeset(review.line)) : null,
      make("div.sentences", {}, ...review.sentences.map((line) => make("p", {}, typeset(line)))),
    ),
    ...review.pictures.map(pictureOf),
    ...review.consultations.map((one) => consultationOf(one, apart)),
    make("p.describes", {}, typeset(review.describes)),
  ];
}

function pictureOf(picture) {
  const drawn = drawing(picture.svg);
  return make(
    "figure.picture",
    { "aria-label": picture.title },
    make("h3", {}, picture.title),
    drawn ? make("p.drawing-hint", { "aria-hidden": true }, "L'image est plus large que l'écran : faites-la glisser →") : null,
    drawn ? make("div.drawing", { tabindex: 0, role: "region", "aria-label": `${picture.title}, l'image` }, drawn) : null,
    make("figcaption", {}, typeset(picture.description)),
    make("details", {}, make("summary", {}, "Les chiffres"), ...picture.tables.map(tableOf)),
  );
}

function consultationOf(one, apart) {
  const { advice, notices } = one;
  const facts = [
    advice ? `Phrases qui proposaient une action ou une explication dans la clarification, tout le groupe ensemble : ${advice.total} (${advice.kinds.map((kind) => `${kind.name} : ${kind.count}`).join(", ")}).` : null,
    notices && notices.offered ? `Vous avez reçu ${count(notices.offered, "remarque")} : ${notices.said} reprises à voix haute, ${notices.ignored} laissées.` : null,
    one.away.length ? `Jamais entendu·es : ${one.away.join(", ")}.` : null,
  ].filter(Boolean);
  return make(
    "section.consultation",
    {},
    make("h3", {}, apart ? one.title : "Dans le détail"),
    ...facts.map((line) => make("p", {}, typeset(line))),
    one.offers.length ? make("div.offers", {}, make("h4", {}, "Ce que vous auriez pu demander"), make("ul", {}, ...one.offers.map((question) => make("li", {}, quoted(typeset(question)))))) : null,
    ...one.tables.map((table) => make("details", {}, make("summary", {}, typeset(table.title)), tableOf(table, true))),
  );
}

/** From a row to what it is made of: the turns themselves, which can be read and listened to. */
function way(table, at) {
  const turns = (table.sources && table.sources[at]) || [];
  if (!turns.length || turns.some((turn) => !current().turns[turn])) return null;
  const name = `${table.title}, ${table.rows[at][0]}`;
  return button("link.to-turns", "voir les tours", (event) => showTurnsOf(current(), turns, name, event.currentTarget), { "aria-label": `voir les tours : ${name}` });
}

/** Figures as a table; `untitled` when what is around says its title already. */
function tableOf(table, untitled = false) {
  return make(
    "div.scrolled",
    { tabindex: 0, role: "region", "aria-label": table.title },
    make(
      "table",
      {},
      make(untitled === true ? "caption.unseen" : "caption", {}, typeset(table.title)),
      make("thead", {}, make("tr", {}, ...table.columns.map((word) => make("th", { scope: "col" }, typeset(word))))),
      make("tbody", {}, ...table.rows.map((row, at) => make("tr", {}, ...row.map((word, index) => make(index ? "td" : "th", index ? {} : { scope: "row" }, typeset(word), index ? null : way(table, at)))))),
    ),
  );
}
