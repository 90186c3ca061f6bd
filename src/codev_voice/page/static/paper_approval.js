// What the client decides of a whole document: she approves it or some of its lines, refuses it, says who may see it.

import { attribute, button, make, toggle, write } from "./dom.js";
import { ask } from "./dialogs.js";
import { count, longDate } from "./french.js";
import { AUDIENCES, clientOf, isChanged, linesOf, thisOne } from "./paper_words.js";

const TAKEN = "Partage repris : ce qui avait été exporté pour qui n'y a plus droit est effacé de ce dossier. Ce qui a déjà été envoyé ne se reprend pas.";

export function newApproval(desk) {
  return make(
    "footer.decide",
    {},
    make("p.decide-words"),
    make(
      "div.choices.decide-yes",
      {},
      button("main.yes-all", "J'approuve tout", () => approve(desk, [])),
      button("plain.yes-some", "", () => approve(desk, ticked(desk))),
      button("link.refuse", "Refuser…", () => refuse(desk)),
    ),
    make(
      "div.share-with",
      {},
      make("span", {}, "Qui peut le voir"),
      make(
        "span.switch",
        { role: "group", "aria-label": "Qui peut le voir" },
        ...AUDIENCES.map(([audience, words]) => button("audience", words, (event) => share(desk, audience, event.currentTarget), { value: audience, "aria-pressed": false })),
      ),
      make("p.share-taken", { role: "status" }),
    ),
  );
}

/** Say with whom it is shared; what had been made for those who may no longer see it goes, and that is said. */
async function share(desk, audience, pressed) {
  const rank = (one) => AUDIENCES.findIndex(([name]) => name === one);
  const taken = Boolean(desk.sheet().approved) && rank(audience) < rank(desk.sheet().audience);
  const said = pressed.closest(".share-with").querySelector(".share-taken");
  if (await desk.act("paper_share", { audience })) write(said, taken ? TAKEN : "");
}

export function showApproval(node, sheet, desk) {
  const approved = sheet.status === "approuve";
  const over = sheet.status === "refuse";
  const chosen = ticked(desk).length;
  const mine = desk.asClient();
  const changed = node.querySelector(".sheet-changed");
  toggle(changed, isChanged(sheet));
  if (isChanged(sheet)) write(changed, `Le texte a changé depuis l'accord : la version ${sheet.version} est à approuver. La version ${sheet.approved.version}, approuvée le ${longDate(sheet.approved.at)}, reste gardée.`);
  toggle(node.querySelector(".decide"), !over);
  toggle(node.querySelector(".decide-yes"), !approved && mine && Boolean(sheet.client));
  toggle(node.querySelector(".share-with"), mine && Boolean(sheet.client));
  write(node.querySelector(".decide-words"), wordsOf(sheet, approved, mine));
  const some = node.querySelector(".yes-some");
  write(some, chosen ? `J'approuve ${chosen > 1 ? `les ${chosen} lignes cochées` : "la ligne cochée"}` : "J'approuve les lignes cochées");
  some.disabled = chosen === 0;
  for (const one of node.querySelectorAll(".audience")) {
    attribute(one, "aria-pressed", one.value === sheet.audience);
    one.disabled = one.value === "groupe" && !sheet.approved && one.value !== sheet.audience;
    one.title = one.disabled ? "Une fois approuvé" : "";
  }
}

function wordsOf(sheet, approved, mine) {
  if (!sheet.client) return "On ne sait pas qui est la personne cliente : nommez sa voix dans l'onglet Séance.";
  if (!mine) return `Approuver, refuser et partager ne reviennent qu'à ${clientOf(sheet)}.`;
  if (approved) return `${clientOf(sheet)} a tout approuvé. Une retouche ferait une version ${sheet.version + 1}, à approuver de nouveau.`;
  return `Rien n'est gardé sans l'accord de ${clientOf(sheet)}.`;
}

const ticked = (desk) => linesOf(desk.sheet()).filter((line) => !line.approved && desk.ticked(line)).map((line) => line.id);

/** Say what will be recorded; the digest goes with it, so that nothing but what was on screen can be approved. */
function approve(desk, entries) {
  const sheet = desk.sheet();
  const client = clientOf(sheet);
  const number = linesOf(sheet).length;
  const what = entries.length ? `${count(entries.length, "ligne")} sur ${number}` : `tout le texte affiché (${count(number, "ligne")})`;
  ask(
    `Approuver ${thisOne(sheet)} ?`,
    [
      `Ce qui est enregistré : ${client} approuve ${what}, version ${sheet.version}, le ${longDate(Date.now())}, avec l'empreinte de ce texte exact (${sheet.digest.slice(0, 8)}).`,
      "Une retouche ensuite fera une nouvelle version, à approuver de nouveau.",
    ],
    "J'approuve",
    "Pas encore",
    async () => {
      if (await desk.act("paper_approve", { entries, digest: sheet.digest, as_client: true })) desk.untick();
    },
  );
}

function refuse(desk) {
  const sheet = desk.sheet();
  ask(
    `Refuser ${thisOne(sheet)} ?`,
    ["Le brouillon et ses retouches seront vraiment effacés ; rien ne les ramène.", sheet.approved ? `La version ${sheet.approved.version}, déjà approuvée, ne sera plus gardée non plus.` : ""].filter(Boolean),
    "Refuser et effacer",
    "Laisser",
    () => desk.act("paper_refuse", { digest: sheet.digest, as_client: true }),
  );
}
