"""What goes with an action: its first step, what may hinder it; and what the client refuses when it is put to her again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from codev_voice.documents import verbs
from codev_voice.documents.asides import dropped
from codev_voice.documents.date_words import find_due
from codev_voice.documents.offers import idea_of, offer_of
from codev_voice.documents.phrases import joined
from codev_voice.documents.questions import accepts
from codev_voice.documents.scene import Scene
from codev_voice.documents.wording import Sentence, content_words, sentences, straight, tidy, without_opener
from codev_voice.session.values import Stage, Turn

_AND_ALSO = re.compile(
    (
        r"^(?:et|pis|puis|et puis|et aussi) (?P<what>(?:le|la|les|l'|ce que|un|une|mon|ma|mes|cette?|ces|«).+?)(?:,? (?:ça"
        r"|je (?:le|la|les)? ?garde).*)?$"
    ),
    re.IGNORECASE,
)
_KEEPS_IT = re.compile(r"(?:ça,? )?je (?:le|la|les) (?:garde|retiens|note|prends)", re.IGNORECASE)
_THAT = re.compile(r",? (?:ça|celle-là|celui-là)\b.*$", re.IGNORECASE)
_COME = re.compile(r"^(?:ah,? )?(?:envoye|viens|venez|merci, oui)\b", re.IGNORECASE)
_STEP = re.compile(r"\bje (?:commence(?:rai)?|démarre) par |\bje vais commencer par ", re.IGNORECASE)
_FIRST = re.compile(r"^(?P<what>[\w' -]{2,40}?) d'abord\b", re.IGNORECASE)
_OBSTACLE = re.compile(
    r"ce qui (?:peut|pourrait|risque de) (?:me )?(?:coincer|bloquer|gêner|barrer|freiner|empêcher),? c'est (?P<what>.+)$", re.IGNORECASE
)
_NOTHING = re.compile(
    r"^(?:(?:pff|ben|bah|euh|je|j'|sais|pas|rien|encore|là|vraiment|en|ai|n'|ne|aucun\w*|on verra|idée)[\s,.]*)+$", re.IGNORECASE
)
_I_DO = re.compile(
    r"(?P<lead>^|,? et )(?:je |j')(?P<clitics>(?:(?:me|le|la|les|lui|leur|y|en) |[ml]')*)(?P<verb>[\w-]+)"
    r"(?P<rest>(?:(?!,? et (?:je |j')).)*)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:(?:ça me parle|bonne idée|c'est bien|j'aime bien|ah|euh|ben|bah|mm+|mais|bon|oui)[\s,.]*)*(?:non|nan)\b"
    r"(?!,? (?:mais )?(?:c'est (?:correct|bon|gentil)|plutôt))",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"(?:(?:et|pis|ou|sinon|alors) )?(?P<what>(?:le|la|les|l'|un|une|des|\w+(?:er|ir|re|oir)\b).{3,60}?)"
    r"(?:,? (?:ça t'irait|(?:tu|vous) (?:le|la|les) (?:fais|faites|gard\w+)))?",
    re.IGNORECASE,
)

_RAISES = re.compile(  # « la formation », « le planning à deux »: a thing, and nothing said of it
    r"(?:(?:le|la|les|ton|ta|tes|votre|vos|un|une) |l')[\w'-]+(?: (?:(?:de|du|des|à|au|aux|pour|avec)(?: la| les)? |d'|de l')[\w'-]+){0,2}",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"(?:et |alors |bon )*(?:qui|que|qu'|quoi|comment|quand|où|combien|pourquoi|quel\w*|lequel|laquelle|est-ce)\b", re.IGNORECASE
)


def told(text: str, filled: Collection[str]) -> tuple[str, str] | None:
    """A detail that she gives unasked, its name and its words; `filled` are the details that the action already has."""
    if found := _OBSTACLE.search(text):
        return "obstacle", found["what"]
    if _STEP.search(text):
        return "first_step", _STEP.split(text, maxsplit=1)[1]
    if (found := _FIRST.match(without_opener(text))) and "first_step" not in filled:
        return "first_step", "Commencer par " + found["what"]
    return None


def says_nothing(text: str) -> bool:
    """Whether the answer to a question gives nothing to write."""
    return bool(_NOTHING.match(text))


def as_step(text: str) -> str:
    """« J'écris ma phrase ce soir, et je la lis » as an infinitive phrase; the same text when it does not open so."""

    def put(found: re.Match[str]) -> str:
        infinitive = verbs.of_future(found["verb"]) or verbs.of_present(found["verb"])
        return found["lead"] + joined(found["clitics"], infinitive, found["rest"]) if infinitive else found[0]

    opening = _I_DO.match(text)
    return _I_DO.sub(put, text) if opening and put(opening) != opening[0] else text


def kept_again(sentence: Sentence, before: Sentence | None) -> str | None:
    """What was named in the sentence before and is kept in this one (« la phrase de Claire. Je la garde »)."""
    if before and _KEEPS_IT.fullmatch(without_opener(tidy(sentence.text))) and content_words(before.text):
        return _THAT.sub("", without_opener(tidy(before.text)))
    return None


def also_kept(sentence: Sentence) -> str | None:
    """What a list of things kept goes on with (« … et la phrase de Claire »); a day makes it something else."""
    text = tidy(sentence.text)
    found = None if find_due(text) else _AND_ALSO.match(text)
    return found["what"] if found else None


def taken_help(scene: Scene, since: Sequence[Turn], turn: Turn) -> tuple[int, str] | None:
    """The help offered by a consultant since her last turn that she accepts in this one: the turn that offers it, who and what."""
    if not (accepts(turn.text) or _COME.match(turn.text)):
        return None
    for before in reversed(since):
        if before.stage is Stage.SYNTHESIS and scene.is_consultant(before) and (offer := offer_of(before.text)):
            return before.index, f"{before.speaker} : {offer}"
    return None


def refused(proposal: str, answer: str) -> str | None:
    """What a consultant puts to her again, as a bare question, and she refuses (« Et la prime ? — Non. »); None otherwise."""
    last = sentences(proposal)[-1:]
    found = _PROPOSED.fullmatch(tidy(last[0].text)) if last and last[0].asked else None
    return found["what"] if found and _NO.match(straight(answer)) and not dropped(tidy(answer)) else None


def only_a_thing(words: str) -> bool:
    """Whether these words name a thing and say nothing of it."""
    return _RAISES.fullmatch(words) is not None


def asks_what(text: str) -> bool:
    """Whether a turn asks who, what or when: it holds no idea to take up."""
    return _WHAT.match(straight(text)) is not None


def ideas_of(scene: Scene, since: Sequence[Turn], words: str) -> list[int]:
    """The consultants' turns whose idea these words are."""
    named = content_words(words)
    ideas = [(each.index, content_words(idea_of(each.text) or each.text)) for each in since if scene.is_consultant(each)]
    return [index for index, idea in ideas if idea and 2 * len(named & idea) >= min(len(named), len(idea))]
