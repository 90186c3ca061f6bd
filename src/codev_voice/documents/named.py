"""Telling the names of people in a text, and what they are to the one who speaks of them, by capitals and by French words."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from codev_voice.documents.lexicon import words as function_words

TITLES = r"(?:m\.|mme|mlle|mr|dr|me|monsieur|madame|mademoiselle|docteur|maitre)"
_PARTICLES = frozenset({"de", "du", "des", "le", "la", "d", "van", "von", "ben", "el", "al", "da", "dos"})
_CAPITAL = r"[^\W\d_a-zà-öø-ÿœ][^\W\d_]*(?:['’-](?!(?:là|ci|mêmes?|moi|toi|lui|elle|nous|vous|le|la|les|y|en|t)(?![^\W\d_]))[^\W\d_]+)*"
_CHAIN = re.compile(rf"(?<![^\W\d_])(?:{_CAPITAL})(?:\s+(?:(?:de|du|des|le|la|van|von|ben|el|al|da|dos)\s+|d['’])?(?:{_CAPITAL}))*")
_ELIDED = re.compile(r"^(?:[dljmnstcDLJMNSTC]|[qQ]u)['’]")
_TITLE = re.compile(r"(?<![^\W\d_])(?:M\.|Mme|Mlle|Mr|Dr|Me|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|[Dd]octeur|[Mm]aître)$")
_OPENS = re.compile(r"(?:^|[.!?…«»\"“”:;—–•(*\[/\n-])\s*$")
_ACTS = re.compile(
    r",? (?:est|était|sera|serait|a|avait|aura|va|allait|veut|voulait|peut|pouvait|doit|devait|dit|disait|fait|faisait|sait|savait"
    r"|pense|pensait|connaît|vient|part|reste|refuse|demande|ne|me|nous|lui|leur|se)(?![^\W\d_])|,? [nms]['’]"
)
"""What somebody does, after the name with which a sentence begins."""
_ACRONYM = 5
"""Letters up to which a word all in capitals is rather « CSE » than a name."""
_HIS, _HER = frozenset({"mon", "ton", "son", "un", "le", "du", "au", "ce"}), frozenset({"ma", "ta", "sa", "une", "la", "cette"})
_DETERMINER = r"(?P<det>mon|ma|ton|ta|son|sa|notre|votre|leur|un|une|le|la|l'|du|au|ce|cet|cette|d'un|d'une)"
_IS = r"(?:,?\s+(?:c'est|c'etait|qui est|qui etait|est|etait))?"


def flattened(text: str) -> str:
    """The same letters, one for one, in lower case and without accents; apostrophes are straight."""
    return "".join(_flat(letter) for letter in text)


@functools.lru_cache(maxsize=4096)
def _flat(letter: str) -> str:
    if letter in "’ʼ":
        return "'"
    low = unicodedata.normalize("NFD", letter)[0].lower()
    return low if len(low) == 1 else letter


def parts_of(name: str) -> frozenset[str]:
    """The words of a name, flattened, without titles nor particles.

    >>> sorted(parts_of("M. Marc de La Tour"))
    ['marc', 'tour']
    """
    words = re.sub(rf"^{TITLES}\s+", "", flattened(" ".join(name.split()))).replace("d'", "").split()
    return frozenset(word for word in words if word not in _PARTICLES)


@functools.cache
def listed(name: str) -> frozenset[str]:
    """The words of the list `name` of `french/people.toml`, flattened."""
    return frozenset(map(flattened, _lists()[name].split()))


@functools.cache
def _lists() -> dict[str, str]:
    return tomllib.loads(resources.files("codev_voice.documents.french").joinpath("people.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Naming:
    """What a session's texts say of its capitals: `small` are words also written without one, `inside` those met inside a sentence."""

    small: frozenset[str]
    inside: frozenset[str]
    group: tuple[frozenset[str], ...] = ()

    @classmethod
    def of(cls, texts: Iterable[str], group: Iterable[str] = ()) -> Naming:
        """What these texts say."""
        small, inside = set[str](), set[str]()
        for text in texts:
            small.update(flattened(word) for word in re.findall(r"(?<![^\W\d_])[a-zà-öø-ÿœ][^\W\d_]*(?:-[^\W\d_]+)*", text))
            for chain in _CHAIN.finditer(text):
                words = chain[0].split()
                inside.update(map(flattened, words[1:] if _OPENS.search(text[: chain.start()]) else words))
        return cls(frozenset(small), frozenset(inside), tuple(filter(None, map(parts_of, group))))

    def ours(self, name: str) -> bool:
        """Whether the name is that of somebody of the group: all its words are his, or his one name is its first word."""
        parts = parts_of(name)
        first = flattened(name).split()[0]
        return any(parts <= one or one == {first} for one in self.group)

    def mentions(self, text: str) -> Iterator[str]:
        """The names of people outside the group in a text, as written, in order."""
        for chain in _CHAIN.finditer(text):
            before = text[: chain.start()].rstrip()
            titled = bool(_TITLE.search(before))
            opens = bool(_OPENS.search(text[: chain.start()])) and not titled
            thing = not titled and (re.findall(r"[^\W\d_]+", flattened(before)) or [""])[-1] in listed("things")
            words = [_ELIDED.sub("", word) for word in chain[0].split()]
            acts = len(words) == 1 and bool(_ACTS.match(text[chain.end() :])) and flattened(words[0]) not in _never()
            while words and not (titled or self._names(words[0], opens=opens, thing=thing, acts=acts)):
                titled = bool(_TITLE.fullmatch(words.pop(0)))
                opens = thing = acts = False
            name = " ".join(words)
            if name and parts_of(name) and not self.ours(name):
                yield name

    def _names(self, word: str, *, opens: bool, thing: bool, acts: bool) -> bool:
        flat = flattened(word)
        if flat in listed("nobody") or not word[:1].isupper() or re.fullmatch(TITLES, flat):
            return False
        if flat in listed("first_names"):
            return flat not in listed("words_too") or not opens or flat in self.inside
        if thing or (word.isupper() and len(word) <= _ACRONYM):
            return False
        if flat in listed("words_too"):
            return not opens or flat in self.inside
        return flat not in self.small and (not opens or flat in self.inside or acts)


@functools.cache
def _never() -> frozenset[str]:
    """Words that are nobody's name, whatever follows."""
    return listed("openers").union(map(flattened, function_words("function_words")))


def beside(before: str, after: str) -> bool:
    """Whether the words around a name, flattened, have just said, or say at once, what that person is."""
    return bool(_before().search(before) or _after().match(after))


def relation_of(names: Iterable[str], texts: Sequence[str]) -> str:
    """« l'adjoint », « la collègue »: what the person of these names is, by the first text where it stands beside one; empty if none."""
    wanted = "|".join(re.escape(flattened(name)) for name in names)
    heard = re.compile(rf"(?<![^\W\d_])(?:{TITLES}\s+)?(?:{wanted})(?![^\W\d_])")
    for text in map(flattened, texts):
        for name in heard.finditer(text):
            found = _before().search(text[: name.start()]) or _after().match(text[name.end() :])
            if found:
                return _told(found["relation"], found["det"])
    return ""


@functools.cache
def _relations() -> dict[str, tuple[str, str]]:
    """Each relation, flattened: as it is written, and its article if it has but one."""
    articles = (("masculine", "le"), ("feminine", "la"), ("either", ""))
    return {flattened(word): (word, article) for name, article in articles for word in _lists()[name].split()}


@functools.cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_]){_DETERMINER}\s*(?P<relation>{_one_of()})(?:\s+[^\W\d_]+){{0,2}}?,?\s+$")


@functools.cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"{_IS},?\s+{_DETERMINER}\s*(?P<relation>{_one_of()})(?![^\W\d_])")


def _one_of() -> str:
    return "|".join(map(re.escape, sorted(_relations(), key=len, reverse=True)))


def _told(relation: str, determiner: str) -> str:
    word, article = _relations()[relation]
    last = determiner.replace("'", " ").split()[-1]
    article = article or ("le" if last in _HIS else "la" if last in _HER else "")
    if article and relation[0] in "aeiouœ" and word.islower():
        return f"l'{word}"
    return f"{article} {word}".strip()
