// « Préparer ma réponse » : what leaves with it, said plainly, then the file or the text.

function openReply() {
  if (!finishEditing(true)) return;
  const dialog = byId("reply");
  dialog.replaceChildren(...replyNodes().filter(Boolean));
  dialog.showModal();
}

const DECIDED = { approve: (one) => (one.entries.length ? `${counted(one.entries.length, "ligne")} approuvée${one.entries.length > 1 ? "s" : ""}` : "approuvé en entier"), refuse: () => "refusé : il sera effacé" };

function summed(sheet) {
  const decision = decisionOf(sheet);
  const count = changesOf(sheet).filter((change) => change.kind !== "order").length;
  const order = !count && changesOf(sheet).length ? "ordre changé" : "";
  const what = [decision ? DECIDED[decision.kind](decision) : "pas encore décidé", count ? counted(count, "modification") : order].filter(Boolean).join(", ");
  const seen = { moi: "pour moi seulement", animateur: `pour ${page.letter.facilitator || "la personne qui anime"} et moi`, groupe: "pour tout le groupe" };
  const share = decision && decision.kind === "approve" && seen[sheet.audience];
  return make("li", {}, make("strong", {}, sheet.base.name), make("span", {}, [what, share].filter(Boolean).join(" ; ")));
}

function replyNodes() {
  const [changes, decided] = progress();
  const close = button("plain", "Revenir au texte", () => byId("reply").close());
  const title = make("h2", { id: "reply-title" }, "Ma réponse");
  if (!changes && !decided) return [title, make("p", {}, "Vous n’avez encore rien changé ni décidé : il n’y a rien à répondre."), make("p.deeds", {}, close)];
  const host = page.letter.facilitator || "la personne qui anime";
  const name = make("input", { type: "text", maxlength: 80, autocomplete: "name", value: page.letter.client, id: "who" });
  const asked = !page.letter.client && make("label", {}, make("span", {}, "Votre nom"), name);
  const area = make("textarea.armour", { readonly: true, rows: 5, "aria-label": "Le texte de ma réponse", hidden: true });
  const said = make("p.said", { role: "status" });
  const ready = once(async () => {
    said.textContent = page.phrase === null ? "" : "Chiffrement en cours…";
    await breath();
    const answer = answerOf(page.letter, page.sheets, tidy(name.value), new Date().toISOString());
    return packed(page.letter, answer, page.phrase, breath);
  });
  const named = () => {
    if (tidy(name.value)) return true;
    said.textContent = "Écrivez votre nom : c’est lui qui dit qui a approuvé.";
    name.focus();
    return false;
  };
  const save = async () => {
    if (!named()) return;
    const { name: file, bytes } = await ready();
    download(file, "application/octet-stream", bytes);
    said.textContent = typeset(`« ${file} » est dans vos téléchargements. Envoyez ce fichier à ${host} par le moyen que vous utilisez d’habitude.`);
  };
  const copy = async () => {
    if (!named()) return;
    const { text } = await ready();
    area.hidden = false;
    area.value = text;
    said.textContent = (await copiedAway(area))
      ? typeset(`Le texte est copié. Collez-le tel quel dans un message à ${host}.`)
      : typeset(`Touchez le texte, copiez-le en entier, et collez-le tel quel dans un message à ${host}.`);
  };
  const sealed = page.phrase !== null && make("p.hint", {}, "Votre réponse sera chiffrée avec la même phrase.");
  return [
    title,
    make("ul.summary", {}, ...page.sheets.filter((sheet) => changesOf(sheet).length || decisionOf(sheet) || sheet.base.status === "proposition").map(summed)),
    asked,
    make("p", {}, `Rien ne part tout seul. Enregistrez votre réponse, puis envoyez-la à ${host}.`),
    sealed,
    make("p.deeds", {}, button("main", "Enregistrer ma réponse", save), button("plain", "Copier plutôt un texte", copy), close),
    said,
    area,
  ];
}

/** Work that is done at most once: sealing takes a second, and both buttons give the same answer. */
function once(work) {
  let done = null;
  return () => (done ||= work());
}
