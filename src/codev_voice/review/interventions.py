"""What the facilitator does when she speaks, by the words heard: for her own practice."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from codev_voice.review.backchannel import back_channel
from codev_voice.review.values import Act, Followed, Intervention
from codev_voice.session.values import Answer, Role, Turn
from codev_voice.session.wording import fold

_TECHNICAL = re.compile(r"\b(?:en muet|(?:ton|votre) micro|(?:t'|vous )entend pas|connexion)\b")
_WORDS: dict[Act, tuple[str, ...]] = {
    # The rule of the stage, what is out of the contract, who is to speak or to listen.
    Act.FRAME: (
        r"conseils?", r"solutions?", r"tout a l'heure", r"plus tard", r"pas encore", r"gardes?[- ]la", r"gardez[- ]la", r"la garde",
        r"au frais", r"hors contrat", r"(?:a|avait|avez) dit (?:non|qu)", r"(?:tu reponds|vous repondez) pas",
        r"sans (?:te |le |la |vous )?couper", r"(?:le|la) laisse aller", r"faits?", r"appreciation", r"lecture",
        r"la reponse .*ta question", r"c'est a (?:elle|lui)", r"confidentiel\w*", r"reste ici",
        r"(?:tu ecoutes|vous ecoutez|tu ecris|vous ecrivez|tu notes|vous notez)",
    ),
    Act.TIME: (
        r"il (?:nous |vous |te )?reste", r"(?:\d+|une|deux|trois|cinq|dix|quinze|vingt) minutes?", r"c'est l'heure",
        r"chrono", r"on deborde",
    ),
    Act.REFORMULATION: (
        r"si je (?:comprends|reformule|resume)", r"ce que j'entends", r"j'entends que", r"autrement dit", r"je recapitule", r"je reformule",
        r"donc (?:tu|vous|c'est|il y a|elle)", r"c'est (?:bien )?ca \?",
    ),
    Act.PROMPT: (
        r"vas-y", r"allez(?:-y)?", r"continue[zr]?", r"encore", r"autre chose", r"(?:dis|dites)-nous", r"racontez?", r"a toi", r"a vous",
    ),
}  # fmt: skip
_CUES = {act: re.compile(rf"\b(?:{'|'.join(words)})(?!\w)") for act, words in _WORDS.items()}


def interventions(turns: Sequence[Turn], moving: Collection[int], names: Collection[str]) -> tuple[Intervention, ...]:
    """Each turn of the facilitator that is more than a back-channel or a word about the sound.

    Args:
        turns: of the stage.
        moving: the turns (positions) at which the stage changes.
        names: of the participants: calling somebody gives her the floor.
    """
    called = [re.compile(rf"\b{re.escape(fold(name))}\b") for name in names]
    return tuple(
        Intervention(turn.index, _act(turn, moving, called), turn.duration)
        for turn in turns
        if turn.role is Role.FACILITATOR and not back_channel(turn) and (turn.index in moving or not _TECHNICAL.search(fold(turn.text)))
    )


def _act(turn: Turn, moving: Collection[int], called: Sequence[re.Pattern[str]]) -> Act:
    if turn.index in moving:
        return Act.TRANSITION
    text = fold(turn.text)
    cued = next((act for act, cue in _CUES.items() if cue.search(text)), None)
    prompts = "?" in text or any(name.search(text) for name in called)
    return cued or (Act.PROMPT if prompts else Act.CONTENT)


def followed(turns: Sequence[Turn]) -> Followed:
    """What she made of the notices she was offered."""
    told = [notice for turn in turns for notice in turn.notices if notice.told]
    return Followed(len(told), sum(one.answer is Answer.SAID for one in told), sum(one.answer is Answer.IGNORED for one in told))
