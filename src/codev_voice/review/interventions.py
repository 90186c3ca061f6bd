"""What the facilitator does when she speaks, by the words heard: for her own practice."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from importlib import resources

from codev_voice.review import shares
from codev_voice.review.backchannel import back_channel
from codev_voice.review.values import Act, Followed, Intervention, StageReview
from codev_voice.session.values import Answer, Role, Turn
from codev_voice.session.wording import fold

_TECHNICAL = re.compile(r"\b(?:en muet|(?:ton|votre) micro|(?:t'|vous )entend pas|connexion)\b")


def interventions(turns: Sequence[Turn], moving: Collection[int], names: Collection[str]) -> tuple[Intervention, ...]:
    """Each turn of the facilitator that is more than a back-channel or a word about the sound.

    Args:
        turns: of the stage.
        moving: the turns (positions) at which the stage changes.
        names: of the participants: calling somebody gives her the floor.
    """
    called = [re.compile(rf"(?<!\w){re.escape(fold(name))}(?!\w)") for name in names]
    return tuple(
        Intervention(turn.index, _act(turn, moving, called), turn.duration)
        for turn in turns
        if turn.role is Role.FACILITATOR and not back_channel(turn) and (turn.index in moving or not _TECHNICAL.search(fold(turn.text)))
    )


def intervening(stage: StageReview) -> float:
    """Seconds of all of a stage's interventions together, as they may be told beside its speech."""
    return shares.rounded(sum(one.seconds for one in stage.interventions), stage.speech)


def _act(turn: Turn, moving: Collection[int], called: Sequence[re.Pattern[str]]) -> Act:
    if turn.index in moving:
        return Act.TRANSITION
    text = fold(turn.text)
    cued = next((act for act, cue in _cues() if cue.search(text)), None)
    prompts = "?" in text or any(name.search(text) for name in called)
    return cued or (Act.PROMPT if prompts else Act.CONTENT)


@cache
def _cues() -> tuple[tuple[Act, re.Pattern[str]], ...]:
    """The expressions of `french/acts.toml`, in its order."""
    text = resources.files("codev_voice.review.french").joinpath("acts.toml").read_text(encoding="utf-8")
    return tuple((Act(entry["name"]), re.compile(rf"\b(?:{'|'.join(entry['words'])})(?!\w)")) for entry in tomllib.loads(text)["act"])


def followed(turns: Sequence[Turn]) -> Followed:
    """What she made of the notices she was offered."""
    told = [notice for turn in turns for notice in turn.notices if notice.told]
    return Followed(len(told), sum(one.answer is Answer.SAID for one in told), sum(one.answer is Answer.IGNORED for one in told))
