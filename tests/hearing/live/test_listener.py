from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codev_voice.hearing.live.decoding import Hypothesis
from codev_voice.hearing.live.listener import FARTHEST, FRESH, OLD, PAUSE, SEEKS, Listener
from codev_voice.hearing.live.tape import Tape
from codev_voice.hearing.live.values import Token, Update
from codev_voice.session.values import Word
from codev_voice.sound.tracks import RATE
from hearing.live.scripts import LOUD, Ear, Repeating, Samples, sound, tape, words

LIMIT = 400
"""Steps after which a listener is taken never to end."""


def _fed(script: Sequence[Word], seconds: float) -> Tape:
    made = tape()
    made.feed(sound(script, seconds))
    return made


def _noise(seconds: float) -> Tape:
    made = tape()
    made.feed(np.full(round(seconds * RATE), LOUD, dtype=np.float32))
    return made


def _listen(listener: Listener, moments: Sequence[float], end: float) -> Iterator[Update]:
    """A step at each of these moments, then to the end."""
    for now in moments:
        yield listener.step(now)
    for _ in range(LIMIT):
        update = listener.step(end, over=True)
        yield update
        if update.heard >= end:
            return
    raise AssertionError("never ends")


def _settled(updates: Iterable[Update]) -> list[Word]:
    return [word for update in updates for word in update.settled]


def _texts(said: Sequence[Word]) -> list[str]:
    return [word.text for word in said]


# How words are settled


def test_a_word_is_settled_when_two_steps_agree() -> None:
    script = words("alors voilà ce que je propose aujourd'hui")
    listener = Listener(Ear(script), _fed(script, 10))
    first = listener.step(2.4)
    assert first.settled == ()
    assert _texts(first.provisional) == ["alors", "voilà", "ce", "quex"]
    second = listener.step(3.4)
    assert _texts(second.settled) == ["alors", "voilà", "ce"]
    assert _texts(second.provisional) == ["que", "je", "propose"]
    assert second.heard == 3.4


def test_a_word_that_has_just_ended_waits() -> None:
    script = words("alors voilà ce que")
    listener = Listener(Ear(script), _fed(script, 10))
    listener.step(2.5)
    assert _texts(listener.step(1.7 + FRESH - 0.05).settled) == ["alors"]  # « voilà » ended at 1.7 s


def test_an_old_word_is_settled_though_steps_never_agree() -> None:
    script = words("un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze")

    def otherwise(call: int, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        return tuple(Token(Word(f"{token.word.text}{call}", token.word.start, token.end), token.ids, token.window) for token in tokens)

    listener = Listener(Ear(script, otherwise), _fed(script, 10))
    update = listener.step(6.0)
    assert [word.end for word in update.settled] == [word.end for word in script if word.end <= 6.0 - OLD]


def test_a_pause_settles_all() -> None:
    script = words("alors voilà")
    listener = Listener(Ear(script), _fed(script, 10))
    update = listener.step(script[-1].end + PAUSE + 0.1)
    assert (_texts(update.settled), update.provisional) == (["alors", "voilà"], ())
    assert listener.since == pytest.approx(script[-1].end, abs=0.04)
    assert listener.step(9.0) == Update((), (), 9.0)


def test_nothing_is_heard_where_nobody_speaks() -> None:
    ear = Ear(())
    listener = Listener(ear, _fed((), 60))
    assert [update.heard for update in _listen(listener, [1.0, 30.0], 60)] == [1.0, 20.5, 40.0, 59.5, 60.0]
    assert ear.heard == []
    assert listener.since == pytest.approx(59.5)


def test_the_end_settles_what_is_being_said() -> None:
    script = words("alors voilà ce que")
    listener = Listener(Ear(script), _fed(script, 2.5))
    assert _texts(listener.step(2.5, over=True).settled) == ["alors", "voilà", "ce", "que"]


def test_the_end_is_not_where_one_step_stops() -> None:
    """Far behind, only the last step settles what a cut leaves open."""
    script = words(" ".join(f"m{rank}" for rank in range(100)), long=0.3, gap=0.05)
    listener = Listener(Ear(script), _fed(script, 37))
    update = listener.step(37, over=True)
    assert update.heard == FARTHEST
    assert update.provisional != ()
    assert _texts([*update.settled, *_settled(_listen(listener, [], 37))]) == _texts(script)


def test_the_last_settled_words_are_given_to_the_ear_and_the_others_as_said() -> None:
    script = words("alors voilà ce que je dis", "et propose")
    ear = Ear(script)
    listener = Listener(ear, _fed(script, 10))
    for now in (2.7, 2.95, 3.35, 4.0, 5.0):
        listener.step(now)
    assert ear.told == [((), ()), ((), ()), ((0,), (1,)), ((0, 1), (2,)), ((0, 1, 2, 3, 4, 5), ())]
    assert ear.since == pytest.approx([0, 0, 1.2, 1.6, ear.heard[-1][0]])  # a little before the words that it is given


def test_what_is_settled_at_the_start_of_a_window_leaves_nothing_out_of_it() -> None:
    script = words("alors voilà ce que", start=0.0)
    ear = Ear(script)
    listener = Listener(ear, _fed(script, 10))
    for now in (1.4, 1.55, 1.6):
        listener.step(now)
    assert ear.told[-1] == ((), (0,))
    assert ear.since[-1] == 0.0


# What goes wrong


def test_where_the_model_stops_it_is_made_to_go_on() -> None:
    script = words("alors voilà ce que je propose moi aussi", gap=0.0)

    def stops(call: int, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        return tokens[:4]

    ear = Ear(script, stops)
    update = Listener(ear, _fed(script, 10)).step(script[-1].end + 1)
    assert _texts(update.settled) == _texts(script)
    assert len(ear.heard) <= SEEKS + 1


def test_what_a_step_has_so_far_is_told_while_it_goes_on() -> None:
    script = words("alors voilà ce que je propose moi aussi", gap=0.0)
    told: list[list[str]] = []
    ear = Ear(script, lambda _, tokens: tokens[:4])
    update = Listener(ear, _fed(script, 10), tell=lambda said: told.append(_texts(said))).step(script[-1].end + 1)
    assert len(ear.heard) > 1
    assert told[0] == _texts(script[:4])
    assert told[-1] == _texts(update.settled)


def test_no_word_is_seen_to_go_while_a_step_goes_on() -> None:
    """Where the model stops, what the step before had written after it stays until the model is made to go on."""
    script = words("alors voilà ce que je propose moi aussi", gap=0.0)
    told: list[list[str]] = []
    ear = Ear(script, lambda call, tokens: tokens[:4] if call == 2 else tokens)
    listener = Listener(ear, _fed(script, 10), tell=lambda said: told.append(_texts(said)))
    before = listener.step(script[-1].end)
    after = listener.step(script[-1].end + 0.3)
    assert len(ear.heard) > 2
    shown = [*before.settled, *before.provisional]
    assert [*_texts(before.settled), *told[1]] == _texts(shown)
    assert _texts([*before.settled, *after.settled, *after.provisional]) == _texts(script)


def test_what_a_quick_ear_showed_stays_while_a_sure_step_goes_on() -> None:
    script = words("un deux trois quatre cinq six sept huit neuf dix", gap=0.0)
    told: list[list[str]] = []
    ear = Ear(script, lambda call, tokens: tokens[:4] if call == 2 else tokens)
    listener = Listener(ear, _fed(script, 10), quick=Ear(script), tell=lambda said: told.append(_texts(said)))
    listener.step(2.0)
    shown = _texts(listener.glance(4.0))
    told.clear()
    listener.step(4.1)
    assert len(told) > 1
    assert told[0] == shown


def test_what_nobody_wrote_is_heard_again_alone() -> None:
    script = words("alors voilà ce que je propose", gap=0.0, long=0.4)

    def forgets(call: int, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        return tokens[:1] + tokens[4:] if call == 1 else tokens

    ear = Ear(script, forgets)
    update = Listener(ear, _fed(script, 10)).step(script[-1].end + 1)
    assert _texts(update.settled) == _texts(script)
    assert ear.heard[1][0] == pytest.approx(script[1].start - 0.3, abs=0.2)
    assert ear.heard[1][1] == pytest.approx(script[4].start + 0.3)


@pytest.mark.parametrize("long", [0.1, 0.15, 0.2, 0.4])
def test_the_words_around_a_hole_are_not_said_twice(long: float) -> None:
    script = (
        Word("alors", 1.0, 1.0 + long),
        *words("voilà ce que", start=1.0 + long, long=0.5, gap=0.0),
        Word("je", 2.5 + long, 2.5 + 2 * long),
    )

    def forgets(call: int, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        return tokens[:1] + tokens[-1:] if call == 1 else tokens

    update = Listener(Ear(script, forgets, reach=0.3), _fed(script, 10)).step(6)
    assert _texts(update.settled) == _texts(script)


def test_a_word_on_the_edge_of_a_hole_that_is_written_otherwise_is_not_said_twice() -> None:
    script = words("alors voilà ce que je propose", gap=0.0, long=0.15)
    script = (*script, *words("moi je veux bien en parler", start=script[-1].end, gap=0.0, long=0.4))
    script = (*script, *words("et toi", start=script[-1].end, gap=0.0, long=0.15))

    def forgets(call: int, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        if call == 1:
            return tokens[:6] + tokens[-2:]
        return tuple(Token(Word(token.word.text + "z", token.word.start, token.end), token.ids, token.window) for token in tokens)

    update = Listener(Ear(script, forgets, reach=0.3), _fed(script, 10)).step(script[-1].end + 1)
    assert [word.text.removesuffix("z") for word in update.settled] == _texts(script)


def test_an_unsure_hole_stays_empty() -> None:
    script = words("alors voilà ce que je propose", gap=0.0, long=0.4)
    ear = Ear(script, lambda call, tokens: tokens[:1] + tokens[4:] if call == 1 else tokens)
    listener = Listener(ear, _fed(script, 10))
    ear.no_speech = 0.7
    assert _texts(listener.step(6).settled) == ["alors", "je", "propose"]


def test_what_is_invented_is_not_said() -> None:
    script = words("Sous-titres réalisés par la communauté d'Amara.org")
    assert _settled(_listen(Listener(Ear(script), _fed(script, 10)), [3, 4, 5], 10)) == []


def test_the_prompt_is_not_said() -> None:
    script = words("Séance de codéveloppement avec Lucie, Denis, Élodie et Karim.")
    told = "Séance de codéveloppement avec Lucie, Denis, Élodie et Karim."
    assert _settled(_listen(Listener(Ear(script), _fed(script, 10), prompt=told), [5.4], 10)) == []


def test_an_unsure_ear_is_asked_again_without_what_was_said() -> None:
    script = words("alors voilà", "ce que je propose")
    ear = Ear(script)
    listener = Listener(ear, _fed(script, 10))
    listener.step(2.5)
    ear.confidence = -1.4
    listener.step(5.0)
    assert ear.told[-2:] == [((0, 1), ()), ((), ())]


class Doubting(Ear):
    """Told what was said, it doubts and writes capitals; alone, it is as sure as it is told to be."""

    alone = 0.0

    def hear(
        self, sound: Samples, start: float, *, since: float = 0.0, said: Sequence[int] = (), settled: Sequence[int] = ()
    ) -> Hypothesis:
        heard = super().hear(sound, start, since=since, said=said, settled=settled)
        drawn = tuple(replace(token, word=replace(token.word, text=token.word.text.upper())) for token in heard.tokens)
        return Hypothesis(drawn, -0.8, 0.05) if said else Hypothesis(heard.tokens, self.alone, 0.05)


@pytest.mark.parametrize(("alone", "kept"), [(-0.4, "ce que"), (-0.82, "CE QUE"), (-0.78, "CE QUE")])
def test_of_two_hearings_of_a_doubtful_window_the_surer_is_kept(alone: float, kept: str) -> None:
    script = words("alors voilà", "ce que je propose")
    ear = Doubting(script)
    listener = Listener(ear, _fed(script, 10))
    listener.step(2.5)
    ear.alone = alone
    assert _texts(listener.step(4.0).provisional)[:2] == kept.split()
    assert ear.told[-2:] == [((0, 1), ()), ((), ())]


@pytest.mark.parametrize("written", ["Sous-titrage ST' 501", "ce", ""])
def test_an_invention_or_far_fewer_words_are_never_the_surer(written: str) -> None:
    script = words("alors voilà", "ce que je propose maintenant")

    class Untold(Doubting):
        def hear(
            self, sound: Samples, start: float, *, since: float = 0.0, said: Sequence[int] = (), settled: Sequence[int] = ()
        ) -> Hypothesis:
            heard = super().hear(sound, start, since=since, said=said, settled=settled)
            if said or not self.alone:
                return heard
            return Hypothesis(tuple(Token(word, (9,), start) for word in words(written, start=max(start, 2.7))), -0.1, 0.05)

    ear = Untold(script)
    listener = Listener(ear, _fed(script, 10))
    first = listener.step(2.5)
    ear.alone = -0.1
    rest = list(_listen(listener, [4.0, 4.5, 5.0], 10.0))
    assert [text.lower() for text in _texts(_settled([first, *rest]))] == _texts(script)


@pytest.mark.parametrize("texts", [["non"] * 30, ["je", "sais"] * 20, ["oui", "mais", "alors"] * 12, ["a"], ["merci", "à", "tous"], []])
def test_an_ear_that_repeats_itself_does_not_hold_the_window(texts: list[str]) -> None:
    ear = Repeating(texts)
    listener = Listener(ear, _noise(90))
    steps = [float(now) for now in range(1, 91)]
    calls = 0
    for now, update in zip(steps, _listen(listener, steps, 90), strict=False):
        assert len(ear.heard) - calls <= 2 * (SEEKS + 1) + len(update.settled) + 1
        calls = len(ear.heard)
        assert now - listener.since <= FARTHEST + 1
        assert len(update.settled) <= 10
        assert _texts(update.settled).count("non") <= 1
    assert max(end - start for start, end in ear.heard) <= FARTHEST + 1


def test_an_ear_stuck_on_a_moment_says_it_once() -> None:
    bonjour = Token(Word("bonjour", 1.0, 2.0), (0,), 0.0)
    listener = Listener(Ear((), lambda call, tokens: (bonjour,)), _noise(60))
    assert _texts(_settled(_listen(listener, [float(now) for now in range(1, 60)], 60))) == ["bonjour"]


def test_noise_is_passed_and_what_comes_after_it_is_heard() -> None:
    script = words("alors voilà ce que je propose", start=50.0)
    made = tape()
    made.feed(np.full(45 * RATE, LOUD, dtype=np.float32))
    made.feed(sound(script, 15, 45.0))
    ear = Ear(script)
    listener = Listener(ear, made)
    assert _texts(_settled(_listen(listener, [float(now) for now in range(1, 60)], 60))) == _texts(script)
    assert max(end - start for start, end in ear.heard) <= FARTHEST


@pytest.mark.parametrize("ended", range(1_990, 2_060))
def test_a_long_silence_never_holds_the_window(ended: int) -> None:
    """Whatever the frame at which speech ended: the moment it is given must not be found again for ever."""
    script = (Word("oui", 1.0, ended * 0.032),)
    made = tape()
    mono = np.zeros(110 * RATE, dtype=np.float32)
    mono[RATE : ended * 512] = LOUD
    made.feed(mono)
    listener = Listener(Ear(script), made, start=ended * 0.032 - 1)
    assert [update.heard for update in _listen(listener, [], 110)][-1] == 110


# Whatever is said, and whenever one looks


@st.composite
def _scripts(draw: st.DrawFn) -> tuple[Word, ...]:
    at, said = 0.5, []
    for rank in range(draw(st.integers(0, 40))):
        at += draw(st.sampled_from([0.0, 0.0, 0.05, 0.2, 0.6, 3.0, 25.0]))
        long = draw(st.sampled_from([0.15, 0.3, 0.5, 0.9]))
        said.append(Word(f"m{rank}" + draw(st.sampled_from(["", "", "."])), round(at, 3), round(at + long, 3)))
        at += long
    return tuple(said)


_STEPS = st.lists(st.sampled_from([0.2, 0.7, 1.0, 1.0, 1.3, 2.5, 9.0, 30.0]), max_size=60)


def _moments(steps: Sequence[float], end: float) -> list[float]:
    return [min(end, float(at)) for at in np.cumsum(steps)]


@settings(deadline=None)
@given(_scripts(), _STEPS, st.floats(0.0, 2.0))
def test_a_perfect_ear_has_every_word_settled_once(script: tuple[Word, ...], steps: list[float], left: float) -> None:
    end = (script[-1].end if script else 1.0) + left
    ear = Ear(script)
    listener = Listener(ear, _fed(script, end))
    said: list[Word] = []
    for update in _listen(listener, _moments(steps, end), end):
        said += update.settled
        if update.provisional:
            assert said == [] or update.provisional[0].start >= said[-1].start
    assert said == list(script)
    assert all(high - low <= FARTHEST + 0.7 for low, high in ear.heard)


@settings(deadline=None)
@given(_scripts(), _STEPS, st.data())
def test_an_ear_that_errs_never_has_a_word_settled_twice(script: tuple[Word, ...], steps: list[float], data: st.DataObject) -> None:
    errors = data.draw(
        st.lists(st.tuples(st.sampled_from(["stop", "drop", "write", "nothing"]), st.integers(0, 9)), min_size=1, max_size=8)
    )

    def error(call: int, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        kind, where = errors[call % len(errors)]
        if kind == "stop":
            return tokens[:where]
        if kind == "drop":
            return tokens[:where] + tokens[where + 2 :]
        if kind == "write":
            return tuple(
                Token(Word(f"{token.word.text}x", token.word.start, token.end), token.ids, token.window) if rank == where else token
                for rank, token in enumerate(tokens)
            )
        return ()

    end = (script[-1].end if script else 0.0) + 1.0
    listener = Listener(Ear(script, error), _fed(script, end))
    said: list[Word] = []
    since = heard = 0.0
    for update in _listen(listener, _moments(steps, end), end):
        said += update.settled
        assert listener.since >= since
        assert listener.since <= update.heard + 0.04
        since = listener.since
        heard = update.heard
    assert heard == end
    assert all(one.start <= other.start for one, other in pairwise(said))
    ranks = [int(word.text.strip("m.x").removesuffix(".")) for word in said]
    assert ranks == sorted(set(ranks))


@settings(deadline=None)
@given(_scripts(), _STEPS, st.lists(st.sampled_from([-0.15, -0.05, 0.0, 0.05, 0.15]), min_size=1))
def test_times_go_forward_though_two_hearings_differ(script: tuple[Word, ...], steps: list[float], shifts: list[float]) -> None:
    def error(call: int, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        by = shifts[call % len(shifts)]
        return tuple(Token(Word(token.word.text, token.word.start + by, token.end + by), token.ids, token.window) for token in tokens)

    end = (script[-1].end if script else 0.0) + 1.0
    said = _settled(_listen(Listener(Ear(script, error), _fed(script, end)), _moments(steps, end), end))
    assert all(one.start <= other.start for one, other in pairwise(said))
    assert all(word.start <= word.end for word in said)


# The quick ear


def test_a_glance_gives_the_words_after_the_settled_ones_and_changes_nothing() -> None:
    script = words("alors voilà ce que je propose")
    sure, quick = Ear(script), Ear(script)
    listener = Listener(sure, _fed(script, 10), quick=quick)
    assert _texts(listener.glance(2.4)) == ["alors", "voilà", "ce", "quex"]
    assert sure.heard == []
    listener.step(2.4)
    listener.step(3.35)
    assert _texts(listener.glance(3.5)) == ["que", "je", "propose"]
    assert quick.told[-1] == ((0, 1), (2,))
    assert listener.glance(3.5) == listener.glance(3.5)


def test_a_glance_at_silence_hears_nothing() -> None:
    quick = Ear(())
    assert Listener(Ear(()), _fed((), 10), quick=quick).glance(5.0) == ()
    assert quick.heard == []


# What was said before draws the model into repeating


class Drawn(Ear):
    """Given anything that was said, writes « d'accord » again and again, slowly."""

    def hear(
        self, sound: Samples, start: float, *, since: float = 0.0, said: Sequence[int] = (), settled: Sequence[int] = ()
    ) -> Hypothesis:
        true = super().hear(sound, start, since=since, said=said, settled=settled)
        if not (said or settled) or not true.tokens:
            return true
        first, last = true.tokens[0], true.tokens[-1]
        times = np.linspace(first.word.start, last.end, 5)[:-1]
        repeated = tuple(Token(Word("d'accord", float(at), float(at) + 0.4), first.ids, start) for at in times)
        return Hypothesis(repeated, -0.2, 0.05)


def test_speech_of_which_a_drawn_model_makes_a_few_words_is_heard_alone() -> None:
    script = words("alors voilà ce que je propose", "franchement personne ici avait imaginé pareille situation avant septembre dernier")
    listener = Listener(Drawn(script), _fed(script, 14))
    said = " ".join(_texts(_settled(_listen(listener, [2.4, 3.4, 4.6, 7.8], 14.0))))
    assert "franchement personne ici avait imaginé pareille situation avant" in said


class Spreading(Ear):
    """Stops after two words of what it is made to go on from, and lays them over all the rest."""

    def hear(
        self, sound: Samples, start: float, *, since: float = 0.0, said: Sequence[int] = (), settled: Sequence[int] = ()
    ) -> Hypothesis:
        true = super().hear(sound, start, since=since, said=said, settled=settled)
        if not settled or len(true.tokens) <= 2:
            return true
        end = start + sound.size / RATE
        late = [replace(token.word, start=end - 1.0 + 0.5 * at, end=end - 0.5 + 0.5 * at) for at, token in enumerate(true.tokens[:2])]
        return replace(true, tokens=tuple(replace(token, word=word) for token, word in zip(true.tokens, late, strict=False)))


def test_what_a_model_lays_over_all_the_rest_is_heard_alone() -> None:
    """« Bon, ben c'est plié », later at each step: never old enough to be settled, and nothing is asked for after it."""
    script = words(" ".join(f"m{rank}" for rank in range(24)))
    listener = Listener(Spreading(script), _fed(script, 12))
    heard = [listener.step(now) for now in (2.4, 3.0, 3.6, 4.2, 4.8, 5.4)]
    assert _texts([*_settled(heard), *heard[-1].provisional])[:10] == [f"m{rank}" for rank in range(10)]


class Stopping(Ear):
    """Of the long first words it writes nothing once it has heard more, unless it is told the ones that it goes on from."""

    def hear(
        self, sound: Samples, start: float, *, since: float = 0.0, said: Sequence[int] = (), settled: Sequence[int] = ()
    ) -> Hypothesis:
        heard = super().hear(sound, start, since=since, said=said, settled=settled)
        stops = start + sound.size / RATE > 4.0 and not settled
        return Hypothesis((), heard.confidence, heard.no_speech) if stops else heard


def test_what_the_step_before_had_written_is_gone_on_from_when_the_model_stops() -> None:
    script = words("premièrement deuxièmement troisièmement quatrièmement cinquièmement sixièmement septièmement")
    ear = Stopping(script)
    listener = Listener(ear, _fed(script, 10))
    before = listener.step(3.6)
    assert _texts(before.provisional)[:3] == _texts(script)[:3]
    after = listener.step(4.4)
    assert _texts([*before.settled, *after.settled, *after.provisional])[:4] == _texts(script)[:4]
    assert len({word.start for word in after.settled}) == len(after.settled)


def test_what_was_refused_as_invented_is_not_brought_back_by_its_beginning() -> None:
    script = words("Sous-titres réalisés par la communauté d'Amara.org")
    listener = Listener(Ear(script), _fed(script, 6))
    said = _listen(listener, [1.4, 1.9, 2.4, 2.9, 3.4, 3.7], 6.0)
    assert not _settled(said)


def test_an_invention_that_goes_on_from_what_was_kept_is_refused() -> None:
    script = words("Sous-titrage réalisé par la communauté", long=0.4)
    listener = Listener(Ear(script), _fed(words("ce que nous disons là dessus et bien plus encore", long=0.4), 8))
    assert not _settled(_listen(listener, [2.0 + 0.5 * step for step in range(9)], 8.0))


def test_words_gone_on_from_do_not_agree_with_themselves() -> None:
    script = words(
        "premièrement deuxièmement troisièmement quatrièmement cinquièmement sixièmement", "septièmement huitièmement", pause=0.1
    )
    listener = Listener(Stopping(script), _fed(script, 10))
    listener.step(3.6)
    assert listener.step(4.1).settled == ()
