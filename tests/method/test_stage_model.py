from codev_voice.method.stage_features import StageContext, observe
from codev_voice.method.stage_model import leap, packaged, parse
from codev_voice.session.values import Turn

CONTEXT = StageContext(client="Inès", facilitator="Malik")
OPENED = observe(Turn(0, 0, 1, "Malik", "Place aux questions !", person="Malik"), CONTEXT)


def test_a_model_is_read_from_text_and_adds_its_weights() -> None:
    model = parse(
        '{"sounds": {"F": [0, 0, 1, 0, 0, 0, 0]}, "moves": {"F&opens.2": [0, 0, 2, 0, 0, 0, 0]},'
        ' "arrivals": {"own=True&F": 0.5}, "leaps": {"1>2": 0.25, "next&F": 1}}'
    )
    assert model.scores([OPENED]) == [0, 0, 1, 0, 0, 0, 0]
    passages = model.passages([OPENED])
    assert passages[1][2] == 3.75
    assert passages[0][2] == 2.5
    assert passages[2][2] == 0.0


def test_passages_are_named_by_direction() -> None:
    assert leap(1, 2, OPENED) == ("1>2", "next&F", "next&F&own=True")
    assert leap(2, 4, OPENED)[1] == "skip&F"
    assert leap(1, 4, OPENED)[1] == "far&F"
    assert leap(3, 2, OPENED)[1] == "back&F"
    assert leap(4, 2, OPENED)[1] == "up&F"
    assert leap(6, 1, OPENED)[1] == "again&F"


def test_the_packaged_model_knows_the_features() -> None:
    model = packaged()
    assert max(range(7), key=model.passages([OPENED])[1].__getitem__) == 2
    assert all(len(row) == 7 for row in model.sounds.values())
