// One private line about a sentence, never about somebody: the words heard, a question to say instead. It asks nothing, and goes.

import { act } from "./acts.js";
import { $, button, make } from "./dom.js";
import { quoted, typeset } from "./french.js";
import { noticeOf } from "./view.js";

const LASTS = 75; // seconds of the session after which it begins to fade
const FADES = 8;

let shown = null;

export function showNotice(view, now) {
  const notice = ["ecoute", "pause"].includes(view.phase) ? noticeOf(view) : null;
  const age = notice ? now - notice.t : 0;
  const kept = $("notices").matches(":hover, :focus-within") && shown === notice?.number;
  const alive = notice && (age < LASTS + FADES || kept) ? notice : null;
  if ((alive ? alive.number : null) !== shown) draw(alive);
  const card = $("notices").firstElementChild;
  if (card && alive) card.classList.toggle("fading", age >= LASTS && !kept);
}

function draw(notice) {
  shown = notice ? notice.number : null;
  const answers = notice && [
    button("plain", "Je l'ai dit", () => answer(notice, "said")),
    button("plain", "Ignorer", () => answer(notice, "ignored")),
    button("plain", "Ce n'était pas un conseil", () => answer(notice, "not_advice")),
  ];
  $("notices").replaceChildren(
    ...(notice
      ? [
          make(
            `article.notice.${notice.level === "light" ? "light" : "alert"}`,
            {},
            make("p.about", {}, notice.sentence ? `${notice.sentence.replace(/\s*[.:]\s*$/, "")} :` : "On a entendu :"),
            make("p.heard", {}, quoted(typeset(notice.excerpt))),
            notice.question ? make("p.instead", {}, make("span.label", {}, "Vous pourriez demander"), make("span.words", {}, typeset(notice.question))) : null,
            make("div.choices", {}, ...answers),
          ),
        ]
      : []),
  );
}

const answer = (notice, given) => act("answer", { number: notice.number, answer: given });
