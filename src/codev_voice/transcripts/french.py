"""The few words by which a transcript's lines are told apart. Lower case; those of names, without accents."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BACK_CHANNELS = _words(
    "mm mmm mmh mhm hm hmm hum hun euh ah oh eh ha bah ben oui ouais ouai yes ok okay d'accord voilà bien sûr très exactement "
    "exact absolument effectivement tout à fait je vois c'est ça clair vrai certes bon entendu parfait super mince dis donc"
)
"""A remark made of these alone leaves the floor to whoever had it."""

HANGING = _words(
    "le la les l' un une des du de d' au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre votre nos vos leur leurs "
    "à en dans sur sous avec sans pour par chez vers entre et ou mais donc car que qu' qui dont si comme lorsque puisque "
    "je j' tu il on me m' te t' se s' ne n' y très quel quelle quels quelles"
)
"""No French sentence ends with one of these: the full stop after it was put by a machine."""

PARTICLES = _words("de du des d la le les van von der den di da del della el al ben bin y e et dos")
"""What a name may hold in lower case."""

NOT_NAMES = _words(
    "note notes nb ps remarque remarques question questions reponse reponses exemple exemples rappel rappels attention objectif "
    "objectifs point points etape etapes conclusion resume conseil conseils idee idees probleme solution solutions resultat "
    "resultats premierement deuxiemement troisiemement enfin bref donc alors voila bon oui non et mais or car puis ensuite ainsi "
    "moi toi lui elle nous vous eux il je tu on ca cela ceci contexte sujet demande titre date heure lieu duree total important "
    "info information informations precision details detail suite fin debut source sources lien contact tel email "
    "transcription transcript trascrizione"
)
"""What begins a sentence before a colon, and is nobody."""

INVITED = _words("invite invites invited attendees attendee participants participant invitati invitato partecipanti partecipante")
"""Labels of the list of invitees, who may not have come."""
