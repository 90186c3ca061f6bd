// A sealed letter asks for its phrase; nothing of it is in the page before.

function askPhrase(sealed) {
  const field = make("input", { type: "password", id: "phrase", autocomplete: "off", autocapitalize: "none", spellcheck: "false", required: true });
  const said = make("p.said", { role: "status" });
  const seen = make("input", { type: "checkbox", onchange: () => (field.type = seen.checked ? "text" : "password") });
  const go = make("button.main", { type: "submit" }, "Ouvrir");
  const open = async (event) => {
    event.preventDefault();
    if (!field.value.trim() || go.disabled) return;
    go.disabled = true;
    said.textContent = "Ouverture…";
    const found = await unsealed(sealed, field.value, (share) => {
      said.textContent = `Ouverture… ${Math.round(100 * share)}\u00a0%`;
      return breath();
    });
    go.disabled = false;
    if (found.letter) return begin(found.letter, field.value, found.key);
    said.textContent = typeset(found.said);
    field.focus();
    field.select();
    return undefined;
  };
  byId("letter").replaceChildren(
    make(
      "main",
      {},
      make("form.gate", { onsubmit: open },
      make("h1", {}, "Une proposition à relire"),
      make("p", {}, "Ce fichier est fermé par une phrase que vous a dite la personne qui vous l’envoie. Il s’ouvre ici, sur votre appareil ; rien n’est envoyé."),
      make("label", {}, make("span", {}, "La phrase"), field),
      make("label.check", {}, seen, make("span", {}, "Montrer ce que j’écris")),
        make("p.deeds", {}, go),
        said,
      ),
    ),
  );
  field.focus();
}

async function unsealed(sealed, phrase, breathe) {
  try {
    const opened = await ageOpen(fromBase64(sealed), phrase, breathe);
    if (opened === null) return { said: "Ce n’est pas la bonne phrase. Vérifiez les accents et les espaces, puis réessayez." };
    return { letter: JSON.parse(fromUtf8(opened.content)), key: opened.key };
  } catch {
    return { said: "Ce fichier est abîmé ou incomplet : demandez qu’on vous l’envoie de nouveau." };
  }
}
