// What asks once before it is done, and what needs a choice: small dialogs, closed by Échap, focus back where it was.

import { act } from "./acts.js";
import { $, button, make } from "./dom.js";
import { moment, quoted, typeset } from "./french.js";
import { isByHand } from "./view.js";

export const isAsking = () => $("dialog").open;

/** Open the dialog; `inside` is made of elements, its buttons close it themselves through `done`. */
function open(title, ...inside) {
  const dialog = $("dialog");
  dialog.replaceChildren(make("h2", { id: "dialog-name" }, title), ...inside.filter(Boolean));
  if (!dialog.open) dialog.showModal();
}

export const close = () => $("dialog").close();

const done = (then) => () => {
  close();
  then();
};

/** Ask once; `words` is one paragraph or several. */
export function ask(title, words, yes, no, then) {
  open(title, ...[words].flat().map((line) => make("p", {}, typeset(line))), make("div.choices", {}, button("main", yes, done(then)), button("plain", no, close, { autofocus: true })));
}

export function askCut(turn) {
  ask(
    "Couper ce passage ?",
    "Le son, les mots et ce qui en a été tiré sont vraiment effacés. Il restera « passage retiré », sans auteur ni durée.",
    "Couper",
    "Laisser",
    () => act("cut", { piece: turn.pieces[0] }),
  );
}

export function askErase(words, minutes) {
  ask(
    `Effacer ${words} ?`,
    "Le son et les mots de ce moment sont vraiment effacés ; rien ne les ramène.",
    "Effacer",
    "Laisser",
    () => act("cut_last", { minutes }),
  );
}

export function askStop(view) {
  const words = view.phase === "accueil" ? "Les étapes et le temps ne se suivent plus ; les documents restent à écrire et à relire." : "L'écoute s'arrête pour de bon. Ce qui a été entendu est gardé et relu une fois.";
  ask("Terminer la séance ?", words, "Terminer la séance", "Continuer", () => act("stop"));
}

/** Which stage begins at this turn? What follows is judged again, up to the next move that was heard. */
export function askStage(view, turn) {
  const choose = (stage) => done(() => act("stage", { piece: turn.pieces[0], stage }));
  open(
    "Quelle étape commence ici ?",
    make("p.samples", {}, make("span.at", {}, moment(turn.start)), ` ${quoted(short(turn.text))}`),
    make("div.choices.stages", {}, ...view.rail.map((one) => button("plain.person", `${one.stage}. ${one.name}`, choose(one.stage), { "aria-pressed": one.stage === turn.stage }))),
    make("p", {}, "Les phrases relevées, les documents et le bilan suivront ; ce que quelqu'un a déjà corrigé reste."),
    make("div.choices.end", {}, button("plain", "Retirer ce que j'ai dit de ce passage", done(() => act("undo", { piece: turn.pieces[0] }))), button("link", "Fermer", close)),
  );
}

/** Whose voice is it? Every turn of that voice follows. */
export function askName(view, turn) {
  const samples = view.turns.filter((other) => other && other.voice === turn.voice && !other.cut).sort((one, other) => other.text.length - one.text.length);
  const others = [turn, ...samples.filter((other) => other !== turn)].slice(0, 3);
  const name = (person) => done(() => act("name", { voice: turn.voice, person }));
  const people = view.people.map((person) => button("plain.person", person.name, name(person.name), { "aria-pressed": turn.sure && turn.speaker === person.name }));
  const input = make("input", { id: "other-name", autocomplete: "off", maxlength: 60, placeholder: "Autre prénom" });
  const form = make("form.add", {}, make("label", { for: "other-name" }, "Quelqu'un d'autre ?"), input, make("button.plain", { type: "submit" }, "Nommer"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) name(input.value.trim())();
  });
  open(
    "Qui parle ?",
    make("ul.samples", {}, ...others.map((other) => make("li", {}, make("span.at", {}, moment(other.start)), ` ${quoted(short(other.text))}`))),
    make("p", {}, "Tous les passages de cette voix suivront."),
    make("div.choices", {}, ...people),
    form,
    make("p", {}, "Cette personne demande à être reconnue la prochaine fois ? Après la séance, tant que son son est là : « codev-voice voices keep DOSSIER PRÉNOM »."),
    make("div.choices.end", {}, button("link", "Fermer", close)),
  );
}

const short = (text) => (text.length > 90 ? `${text.slice(0, 88).trimEnd()}…` : text);

/** The gestures that are seldom needed, and the keys. */
export function askMore(view, keys) {
  const live = ["ecoute", "pause"].includes(view.phase);
  const input = make("input", { id: "late-name", autocomplete: "off", maxlength: 60, placeholder: "Prénom" });
  const form = make("form.add", {}, make("label", { for: "late-name" }, "Quelqu'un arrive"), input, make("button.plain", { type: "submit" }, "Ajouter"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const person = input.value.trim();
    if (person) done(() => act("add_person", { person }))();
  });
  const table = make("dl.keys");
  for (const [names, words] of [
    [["0", "…", "6"], "aller à une étape"],
    [["U"], "défaire le dernier changement (ou Ctrl+Z)"],
    [["P"], "hors micro, puis reprise"],
    [["M", "Échap"], "tout masquer, puis tout montrer"],
    [["↑", "↓"], "aller d'un passage à l'autre"],
  ])
    table.append(make("dt", {}, ...names.map((name) => (name === "…" ? " … " : make("kbd", {}, name)))), make("dd", {}, words));
  const single = make("input", { type: "checkbox", id: "single", onchange: (event) => keys.set(event.target.checked) });
  single.checked = keys.get();
  open(
    "Autres gestes",
    live ? form : null,
    live
      ? make(
          "div.row",
          {},
          make("span", {}, "Effacer ce qui vient d'être dit"),
          make("span.choices", {}, ...LAST.map(([words, label, minutes]) => button("plain", label, () => askErase(words, minutes)))),
        )
      : null,
    live
      ? make(
          "div.row",
          {},
          make("span", {}, "L'accord de quelqu'un change"),
          make("span.choices", {}, button("plain", "Choisir…", () => askConsents(view))),
        )
      : null,
    make("h3", {}, "Au clavier"),
    table,
    make("p.check", {}, single, make("label", { for: "single" }, "Touches seules actives")),
    make("div.choices.end", {}, live || isByHand(view) ? button("plain", "Terminer la séance…", () => askStop(view)) : null, button("link", "Fermer", close)),
  );
}

/** Consent is taken back as it was given, by anybody and at any time; it may be given again. */
function askConsents(view) {
  const asked = view.people.filter((person) => person.consent !== null);
  open(
    "L'accord de qui ?",
    make("p", {}, "Quand une personne retire son accord, l'écoute s'arrête pour tout le monde."),
    make(
      "div.choices",
      {},
      ...asked.map((person) =>
        person.consent
          ? button("plain", `${person.name} retire son accord`, () => askWithdrawal(person.name))
          : button("plain", `${person.name} redit oui`, done(() => act("consent", { person: person.name, given: true }))),
      ),
    ),
    make("div.choices.end", {}, button("link", "Fermer", close)),
  );
}

function askWithdrawal(person) {
  ask(
    `${person} retire son accord ?`,
    ["Plus rien n'est enregistré ni analysé, pour personne. Les étapes, le temps et les documents continuent à la main.", "Après la séance, ce qui a été entendu de cette personne peut être retiré."],
    "Arrêter l'écoute",
    "Revenir",
    () => act("consent", { person, given: false }),
  );
}

/** What may be erased at once: in words, on its button, in minutes. */
export const LAST = [
  ["les 10 dernières secondes", "10 s", 10 / 60],
  ["la dernière minute", "1 min", 1],
  ["les 5 dernières minutes", "5 min", 5],
];
