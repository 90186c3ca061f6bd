"""Turns for tests: a short session written in one line a turn."""

from __future__ import annotations

from codev_voice.session.values import Role, Stage, Turn

ROLES = {"Malik": Role.FACILITATOR, "Inès": Role.CLIENT, "Paul": Role.CONSULTANT, "Zoé": Role.CONSULTANT, "Luc": Role.CONSULTANT}

SCRIPT = """
1 Malik: Bonjour à tous. Inès, à toi, raconte-nous, on t'écoute, on coupe les micros.
1 Inès: Alors voilà. Je dirige un lieu à six, et deux ne se parlent plus. Tout passe par moi, je dors mal, je sais plus quoi faire.
1 Zoé: Mm.
1 Inès: Et en juin il y a la fête, il faut qu'ils la préparent ensemble. Voilà, c'est tout.
2 Malik: Merci Inès. Alors place aux questions, pour comprendre, des faits. Qui commence ?
2 Paul: Ils sont là depuis combien de temps ?
2 Inès: Dix ans tous les deux.
2 Zoé: Qu'est-ce qui s'est passé en janvier ?
2 Inès: Une histoire de congés, elle l'a appris par le tableau.
2 Luc: Qui valide les congés, chez vous ?
2 Inès: Moi, après la mairie.
2 Paul: Et toi, tu voudrais quoi pour la fête ?
2 Inès: Qu'ils se disent bonjour.
3 Malik: Bon. Avec tout ça, Inès, qu'est-ce que tu nous demandes, à nous ? C'est quoi ta question ?
3 Inès: Ma question, c'est comment arrêter de faire l'intermédiaire. J'aimerais que vous me donniez des idées.
3 Paul: Si j'ai bien compris, tu veux sortir du milieu, c'est ça ?
3 Inès: Oui, c'est ça.
3 Malik: Tout le monde est d'accord ?
3 Zoé: D'accord pour moi.
3 Luc: Ça me va.
4 Malik: Allez, c'est parti, lâchez vos idées. Inès, tu notes, tu réponds pas.
4 Paul: Moi j'ai vécu la même chose, j'ai rendu le planning à l'équipe et j'ai tenu bon trois semaines.
4 Zoé: Tu pourrais demander à quelqu'un de l'extérieur de les voir ensemble, une seule fois.
4 Luc: Je te vois comme un pont : tant qu'il est là, personne apprend à nager.
4 Inès: Mm.
4 Paul: Et si tu commençais par la fête, avec une liste de tâches pour chacun ?
5 Malik: On s'arrête là, merci. Inès, prends deux minutes, et dis-nous ce que tu gardes et ce que tu vas en faire.
5 Inès: Ce que je garde, c'est le pont. Je rends le planning, je leur annonce mardi.
5 Malik: Et ton premier pas ?
5 Inès: Je vais leur écrire demain matin.
6 Malik: Très bien. Pour finir, un mot chacun : vous avez appris quoi, et on a travaillé comment ?
6 Paul: Moi j'ai appris que je propose trop vite.
6 Zoé: Je repars avec le pont, chez moi aussi il y en a un.
6 Inès: Merci à tous, ça m'a fait du bien.
"""


def session(script: str = SCRIPT, *, roles: bool = True) -> tuple[tuple[Turn, ...], tuple[Stage, ...]]:
    """The turns, without stage, and their stages."""
    turns, stages = [], []
    for at, line in enumerate(script.strip().splitlines()):
        head, text = line.split(": ", 1)
        number, name = head.split(" ")
        turns.append(Turn(at, at * 10.0, at * 10.0 + 9, name, text, person=name, role=ROLES[name] if roles else None))
        stages.append(Stage(int(number)))
    return tuple(turns), tuple(stages)
