// The letter, from what it holds to what is shown.

function begin(letter, phrase, key) {
  Object.assign(page, { letter, phrase, keeper: keeper(letter, key), sheets: letter.sheets.map(sheetOf) });
  const kept = page.keeper.recall();
  if (kept && kept.length === page.sheets.length) page.sheets = page.sheets.map((sheet, rank) => taken(sheet, kept[rank]));
  page.kept = page.keeper.keep(page.sheets);
  document.body.toggleAttribute("data-draft", page.sheets.some((sheet) => sheet.base.status !== "approuve"));
  addEventListener("beforeprint", () => finishEditing());
  document.title = typeset(`À relire${letter.client ? ` · ${letter.client}` : ""}`);
  byId("letter").replaceChildren(headNode(letter), navNode(), make("main", { id: "papers" }, ...groups(letter)), closing(letter));
  byId("bar").hidden = false;
  byId("prepare").addEventListener("click", openReply);
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && finishEditing());
  addEventListener("beforeunload", (event) => !page.kept && progress().some(Boolean) && event.preventDefault());
  showBar();
}

function headNode(letter) {
  const about = [letter.title, inClear(letter.date)].filter(Boolean);
  return make(
    "header.head",
    {},
    make("p.eyebrow", {}, page.sheets.some((sheet) => sheet.base.status !== "approuve") && make("span.badge.draft", {}, "Proposition"), about.length > 0 && words("span", about.join(" · "))),
    words("h1", letter.client ? `${letter.client}, voici ce qui a été entendu` : "Voici ce qui a été entendu"),
    make("p", {}, "Relisez à votre rythme. Corrigez, barrez, ajoutez ; approuvez ce qui est juste, refusez ce qui ne l’est pas. Sous chaque ligne : la phrase dont elle vient."),
    make("p.hint", {}, `Tout se passe dans ce fichier, sur votre appareil : rien n’est envoyé. Rien n’est gardé ni montré au groupe sans votre accord.`),
  );
}

const several = () => new Set(page.sheets.map((sheet) => sheet.base.consultation)).size > 1;

function navNode() {
  const link = ({ base }) => {
    const go = (event) => {
      event.preventDefault();
      byId(`${base.document}-${base.consultation}`).scrollIntoView();
      byId(`${base.document}-${base.consultation}`).focus({ preventScroll: true });
    };
    const name = several() ? `${base.short} ${base.consultation + 1}` : base.short;
    return make("a", { href: `#${base.document}-${base.consultation}`, onclick: go }, name);
  };
  return make("nav", { "aria-label": "Documents" }, ...page.sheets.map(link));
}

function groups() {
  let last = null;
  return page.sheets.flatMap((sheet) => {
    const first = several() && sheet.base.consultation !== last;
    last = sheet.base.consultation;
    return [first && make("h2.consultation", {}, `Consultation ${last + 1}`), paperOf(sheet)].filter(Boolean);
  });
}

function closing(letter) {
  const erase = () => {
    page.keeper.erase();
    page.editing = null;
    page.sheets = letter.sheets.map(sheetOf);
    byId("papers").replaceChildren(...groups());
    showBar();
    byId("prepare").focus();
    tell("Vos modifications sont effacées de cet appareil.");
  };
  return make(
    "footer.end",
    {},
    make("p", {}, "Vos modifications restent dans ce navigateur, sur cet appareil, jusqu’à ce que vous les effaciez. Sur un ordinateur partagé, effacez-les, puis supprimez ce fichier."),
    make("p", { id: "unkept", hidden: true }, "Ce navigateur ne garde rien d’une fois sur l’autre : préparez votre réponse avant de fermer la page."),
    button("plain", "Effacer mes modifications", () => askErase(erase), { id: "forget" }),
  );
}

function askErase(erase) {
  const dialog = byId("reply");
  const sure = () => {
    dialog.close();
    erase();
  };
  dialog.replaceChildren(
    make("h2", { id: "reply-title" }, "Effacer vos modifications ?"),
    make("p", {}, "Vos corrections et vos décisions seront perdues. Le texte proposé, lui, reste dans ce fichier."),
    make("p.deeds", {}, button("main", "Effacer", sure), button("plain", "Les garder", () => dialog.close())),
  );
  dialog.showModal();
}

const held = JSON.parse(byId("content").textContent);
if (held.sealed) askPhrase(held.sealed);
else begin(held, null, null);
