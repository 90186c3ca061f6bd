from __future__ import annotations

import pytest

from codev_voice.documents.statements import Act, Statement, read
from codev_voice.documents.wording import sentences


def _read(text: str) -> list[Statement]:
    return [statement for sentence in sentences(text) for statement in read(sentence)]


@pytest.mark.parametrize(
    ("text", "act_phrase", "day"),
    [
        ("Je vais l'appeler.", "l'appeler", None),
        ("Je l'appelle lundi.", "l'appeler", "lundi"),
        ("Je m'engage à écrire mes trois conditions d'ici la fin du mois.", "écrire mes trois conditions", "d'ici la fin du mois"),
        ("Je prends rendez-vous.", "prendre rendez-vous", None),
        ("J'ai qu'à l'appeler.", "l'appeler", None),
        ("M'as l'appeler.", "l'appeler", None),
        ("Sûr que je lui parle.", "lui parler", None),
        ("Je me donne jusqu'à vendredi pour décider.", "décider", "jusqu'à vendredi"),
        ("Je lui parlerai mardi.", "lui parler", "mardi"),
        ("Delorme, je l'appelle demain.", "appeler Delorme", "demain"),
        ("D'ici quinze jours j'ai rangé l'atelier.", "ranger l'atelier", "D'ici quinze jours"),
        ("J'aurai transmis le dossier.", "transmettre le dossier", None),
        ("Dans huit jours, je relis la lettre et je décide.", "relire la lettre et décider", "Dans huit jours"),
        ("Je réfléchis jusqu'à lundi.", "réfléchir", "jusqu'à lundi"),
        ("Je compte revoir le planning.", "revoir le planning", None),
    ],
)
def test_a_commitment(text: str, act_phrase: str, day: str | None) -> None:
    assert [(said.act, said.text, said.due_said) for said in _read(text)] == [(Act.COMMITS, act_phrase, day)]


@pytest.mark.parametrize(
    "text",
    [
        "J'aimerais l'appeler.",
        "Je voudrais bien l'appeler.",
        "Peut-être que je l'appelle.",
        "Je pourrais l'appeler.",
        "Je vais essayer de l'appeler.",
        "Je vais réfléchir à l'appeler.",
        "L'idée, ce serait de l'appeler.",
        "Il faudrait que je l'appelle.",
        "Je l'appelle, si j'ai le temps.",
        "Je me verrais bien l'appeler.",
        "J'ai envie de l'appeler.",
        "L'appeler, oui, j'aimerais.",
        "Je l'appellerais bien.",
        "Je pense l'appeler.",
    ],
)
def test_an_intention(text: str) -> None:
    found = _read(text)
    assert [said.act for said in found] == [Act.WISHES]
    assert "ppeler" in found[0].text


def test_a_verb_of_the_mind_without_a_day_is_an_intention() -> None:
    assert [(said.act, said.text) for said in _read("Je vais réfléchir.")] == [(Act.WISHES, "réfléchir")]


@pytest.mark.parametrize(
    "text",
    [
        "C'est une piste.",
        "Je note.",
        "Il faudrait que la direction bouge.",
        "On verra.",
        "Merci pour ça.",
        "Ça me parle.",
        "Bonne idée.",
        "Pourquoi pas.",
        "Je crois que oui.",
        "Je coupe mon micro.",
        "Je parlais trop.",
        "Est-ce que je l'appelle lundi ?",
        "Il part mercredi et on verra bien ce que l'équipe en dit.",
        "Je vais bien.",
        "Je vois.",
        "Je garde ça.",
    ],
)
def test_neither(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize("text", ["Ça, je le fais.", "OK, l'appel, c'est pour moi.", "Vendu.", "Oui, je m'en charge."])
def test_an_idea_is_taken_up(text: str) -> None:
    assert [said.act for said in _read(text)] == [Act.TAKES_UP]


def test_what_is_kept_and_what_is_dropped() -> None:
    assert _read("Je garde l'image du phare.") == [Statement(Act.KEEPS, "l'image du phare")]
    assert _read("La prime, par contre, j'oublie.") == [Statement(Act.DROPS, "La prime", topic="La prime")]
    assert [said.act for said in _read("Je ne l'appelle plus.")] == [Act.DROPS]


def test_a_day_alone_dates_what_was_said() -> None:
    assert _read("Mardi matin.") == [Statement(Act.DATES, "", "Mardi matin")]
    assert _read("Le devis, plutôt jeudi.")[0].due_said == "jeudi"


def test_a_doubt_softens_what_was_said() -> None:
    assert [said.act for said in _read("Enfin, si j'ai le temps.")] == [Act.SOFTENS]


@pytest.mark.parametrize(
    ("text", "act", "phrase"),
    [
        ("M'as y aller.", Act.COMMITS, "y aller"),
        ("Je vais demain au garage.", Act.COMMITS, "aller au garage"),
        ("Je vais avoir rangé l'atelier.", Act.COMMITS, "ranger l'atelier"),
        ("Je vais aller voir Marc.", Act.COMMITS, "aller voir Marc"),
        ("Je vais aller réfléchir dehors.", Act.WISHES, "aller réfléchir dehors"),
        ("Je vais essayer vendredi.", Act.WISHES, "essayer"),
        ("Je vais réfléchir à ça d'ici lundi.", Act.COMMITS, "réfléchir à ça"),
        ("Je vais cogiter.", Act.WISHES, "cogiter"),
        ("Je vais voir comment ça tourne.", Act.WISHES, "voir comment ça tourne"),
        ("Je vais ne pas répondre.", Act.COMMITS, "ne pas répondre"),
        ("Je range pas l'atelier.", Act.DROPS, "ranger l'atelier"),
        ("Je vais bien dormir, et je retiens la phrase de Paul.", Act.KEEPS, "la phrase de Paul"),
        ("Oui, et je garde l'image.", Act.KEEPS, "l'image"),
    ],
)
def test_the_grammar_of_an_act(text: str, act: Act, phrase: str) -> None:
    assert [(said.act, said.text) for said in _read(text)][-1] == (act, phrase)


def test_a_day_without_an_act_of_hers_says_nothing() -> None:
    assert _read("Le devis, il part lundi, je crois.") == []
    assert _read("Donc c'était prévu avec elle et toute la bande du bureau pour lundi.") == [Statement(Act.DATES, "", "lundi")]


@pytest.mark.parametrize(
    ("text", "phrase", "day"),
    [
        ("Le canevas, je le prends, et je l'adapte pour vendredi.", "adapter le canevas", "vendredi"),
        ("Moi je dis encore une chose : on fait un repas mercredi en quinze.", "faire un repas", "mercredi en quinze"),
        ("La liste, c'est bon, je la fais samedi.", "faire la liste", "samedi"),
    ],
)
def test_what_leads_to_the_act_is_no_part_of_it(text: str, phrase: str, day: str) -> None:
    assert [(said.act, said.text, said.due_said) for said in _read(text)] == [(Act.COMMITS, phrase, day)]


def test_what_she_keeps_and_acts_upon_is_both() -> None:
    assert [said.act for said in _read("La phrase de Denis, je la garde, et je l'écris au mur demain.")] == [Act.KEEPS, Act.COMMITS]


@pytest.mark.parametrize("text", ["Je verrai après.", "J'oserai pas le matin.", "Le maire, je m'en garde bien."])
def test_what_puts_off_or_shuns_promises_nothing(text: str) -> None:
    assert _read(text) == []


def test_what_she_is_not_going_to_do_is_no_promise() -> None:
    assert [said.act for said in _read("Je vais pas lui téléphoner, je vais aller chez lui.")] == [Act.DROPS, Act.COMMITS]


def test_of_two_days_the_one_she_would_rather_have_is_hers() -> None:
    assert [said.due_said for said in _read("Et la grille, plutôt vendredi que demain.")] == ["vendredi"]


def test_a_person_may_be_what_she_goes_to_see() -> None:
    assert _read("Marc, je vais le voir.")[0].act is Act.COMMITS


def test_what_she_only_tells_the_group_is_no_act() -> None:
    assert all(said.act is not Act.COMMITS for said in _read("Ben cette semaine, je te dis."))


def test_a_promise_hedged_at_once_is_a_wish() -> None:
    assert [said.act for said in _read("Je vais regarder l'appli, je promets rien.")] == [Act.WISHES]


@pytest.mark.parametrize(
    "text",
    [
        "Attends, je déchiffre.",
        "S'il dit rien, là je m'inquiète.",
        "Je vous prends au mot, Fabian.",
        "Et si j'étais seule, je claquerais la porte.",
        "Ce matin j'aurais dit : je quitte la boîte, je prends le chien et je pars en Ardèche.",
        "Bon, « je vais le voir », c'est vite dit.",
        "D'habitude, je fais le tour des chambres.",
        "Je vais être longue.",
        "Je vais commencer par laver la camionnette.",
        "Je vais voir.",
        "J'ai dit à mon mari dimanche que j'allais démissionner.",
    ],
)
def test_what_is_dreamt_told_or_only_felt_is_no_act(text: str) -> None:
    assert [said for said in _read(text) if said.act in {Act.COMMITS, Act.WISHES, Act.TAKES_UP}] == []


@pytest.mark.parametrize(
    ("text", "act", "phrase", "day"),
    [
        ("À la prochaine séance, je l'aurai lu en entier.", Act.COMMITS, "le lire en entier", "la prochaine séance"),
        ("L'annonce, c'est le 14, je le chope le jeudi 10.", Act.COMMITS, "le choper", "le jeudi 10"),
        ("Je lui dis que le local, c'est fini.", Act.COMMITS, "lui dire que le local", None),
        ("Je devrais appeler Lucie.", Act.WISHES, "appeler Lucie", None),
        ("Je me vois bien aller le trouver.", Act.WISHES, "aller le trouver", None),
        ("Je serais tentée de prendre un moniteur.", Act.WISHES, "prendre un moniteur", None),
        ("Il se peut que j'en dise deux mots.", Act.WISHES, "en dire deux mots", None),
        ("Je passe le voir ce soir, je lui dis de se taire.", Act.COMMITS, "passer le voir et lui dire de se taire", "ce soir"),
        ("Je le chope avec un café et je lui déballe tout.", Act.COMMITS, "le choper avec un café et lui déballer tout", None),
        ("Oui enfin jeudi, il y aura trop de monde, je préfère mercredi.", Act.DATES, "", "mercredi"),
        (
            "La grille, ce sera si les notes m'en laissent le loisir.",
            Act.SOFTENS,
            "La grille, ce sera si les notes m'en laissent le loisir",
            None,
        ),
    ],
)
def test_one_statement_and_its_day(text: str, act: Act, phrase: str, day: str | None) -> None:
    assert [(said.act, said.text, said.due_said) for said in _read(text)] == [(act, phrase, day)]


def test_a_verb_that_begins_like_a_preposition_keeps_its_beginning() -> None:
    assert _read("Je vais demander un devis.") == [Statement(Act.COMMITS, "demander un devis")]
    assert _read("Je pourrais demander au garagiste de prendre un jeune.") == [
        Statement(Act.WISHES, "demander au garagiste de prendre un jeune")
    ]


def test_once_a_sentence_tells_what_always_happens_all_of_it_is_told() -> None:
    assert _read("Le matin je fais l'eau, je fais les vestiaires.") == []
    assert _read("Samedi dernier encore, j'arrive, je regarde l'heure et je repars.") == []
