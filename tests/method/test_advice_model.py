import math
from pathlib import Path

import numpy as np
import pytest

from codev_voice.errors import WeightsError
from codev_voice.method.advice_model import (
    KINDS,
    AdviceModel,
    Calibration,
    Judgement,
    buckets,
    load,
    log_odds,
    packaged,
)
from codev_voice.method.clauses import clauses
from codev_voice.session.values import Role


def test_opinions_are_weighed_into_a_probability() -> None:
    by = Calibration(network=0.5, linear=2.0, offset=-1.0, crowding=0.0)
    assert by.chance(2.0, 0.0, 1) == pytest.approx(0.5)
    assert by.chance(2.0, 1.0, 1) == pytest.approx(1 / (1 + math.exp(-2)))


def test_among_many_clauses_each_is_less_likely() -> None:
    by = Calibration(1.0, 0.0, 0.0, crowding=1.0)
    assert by.chance(0.0, 0.0, 2) == pytest.approx(1 / 3)


def test_no_opinion_is_beyond_numbers() -> None:
    by = Calibration(1.0, 1.0, 0.0, 0.0)
    assert by.chance(1e6, 0.0, 1) == pytest.approx(1.0)
    assert by.chance(-1e6, 0.0, 1) == pytest.approx(0.0, abs=1e-9)
    assert log_odds(1.0) == pytest.approx(-log_odds(0.0))


def test_the_kind_is_that_of_the_likelier_family() -> None:
    shares = dict.fromkeys(KINDS, 0.0) | {"A1": 0.2, "A2": 0.25, "B1": 0.4}
    assert Judgement(0.85, shares).kind == "A2"
    assert Judgement(0.85, shares).family_a == pytest.approx(0.45)
    assert Judgement(1.0, shares | {"B2": 0.3}).kind == "B1"


def judged(text: str, *previous: tuple[Role, str]) -> list[Judgement]:
    return list(packaged().judge(text, clauses(text), previous))


def test_nothing_said_nothing_judged() -> None:
    assert judged("…") == []


def test_each_clause_has_its_judgement() -> None:
    plain, advice = judged("Il est là depuis quand ? Tu devrais lui parler franchement.", (Role.CLIENT, "Il ne me salue plus."))
    assert plain.departs < 0.3
    assert advice.departs > 0.7
    assert advice.kind.startswith("A")
    assert sum(advice.kinds.values()) == pytest.approx(advice.departs, rel=1e-3)


def test_a_judgement_is_the_same_each_time() -> None:
    text = "Et un courrier recommandé, c'est parti ?"
    assert judged(text, (Role.CLIENT, "Il ne répond pas.")) == judged(text, (Role.CLIENT, "Il ne répond pas."))


def test_features_fall_into_sorted_places() -> None:
    assert buckets(["w:tu", "w:tu", "w:dois"], 1 << 10) == sorted({*buckets(["w:tu"], 1 << 10), *buckets(["w:dois"], 1 << 10)})


def test_a_margin_is_the_mean_weight_of_the_features_there() -> None:
    weights = np.zeros(1 << 10, np.float32)
    weights[buckets(["w:devrais"], 1 << 10)] = 4.0
    model = AdviceModel(weights, -1.0, {}, Calibration(1.0, 1.0, 0.0, 0.0))
    assert model.margin(["w:devrais"]) == pytest.approx(3.0)
    assert model.margin([]) == pytest.approx(-1.0)


@pytest.mark.parametrize("content", [None, b"", b"not an archive"])
def test_a_missing_or_damaged_model_is_said(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "m.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WeightsError, match="absent ou abîmé"):
        load(path)


def test_an_archive_that_is_no_model_is_said(tmp_path: Path) -> None:
    np.savez(tmp_path / "m.npz", other=np.zeros(3))
    with pytest.raises(WeightsError):
        load(tmp_path / "m.npz")


def test_advice_at_the_beginning_of_a_long_turn_is_judged_as_alone() -> None:
    text = "Tu devrais lui parler franchement. " + "Nous, à la ferme, on a eu la grêle en mai et puis encore en juin. " * 20
    advice = judged(text, (Role.CLIENT, "Il ne me salue plus."))[0]
    assert advice.kind == judged("Tu devrais lui parler franchement.", (Role.CLIENT, "Il ne me salue plus."))[0].kind
