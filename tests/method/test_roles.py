from dataclasses import replace

from codev_voice.method.roles import guess_roles
from codev_voice.session.values import Role
from method.sessions import ROLES, session


def test_everybody_is_guessed_from_a_whole_session() -> None:
    turns, _ = session(roles=False)
    assert guess_roles(turns) == ROLES


def test_labels_do_as_well_as_names() -> None:
    turns, _ = session(roles=False)
    voices = {name: f"Voix {at}" for at, name in enumerate(ROLES)}
    unnamed = [replace(turn, person=None, voice=voices[turn.speaker]) for turn in turns]
    assert guess_roles(unnamed) == {voices[name]: role for name, role in ROLES.items()}


def test_nothing_is_guessed_too_early() -> None:
    turns, _ = session(roles=False)
    assert guess_roles(turns[:3]) == {}
    assert guess_roles([turns[1]] * 9) == {}


def test_a_given_role_is_kept() -> None:
    turns, _ = session(roles=False)
    told = (replace(turns[0], role=Role.OBSERVER), *turns[1:])
    assert guess_roles(told)["Malik"] is Role.OBSERVER


def test_equals_in_conversation_get_no_role() -> None:
    turns, _ = session(roles=False)
    chat = [replace(turns[0], index=at, voice=name, person=name, text="Il fait beau ici") for at, name in enumerate("AB" * 5)]
    assert guess_roles(chat) == {}
