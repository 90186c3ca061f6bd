from codev_voice.method.clause_network import LONGEST, REMEMBERED, reading, stretches
from codev_voice.method.clauses import clauses
from codev_voice.method.pieces import cut
from codev_voice.session.values import Role


def test_a_turn_is_read_with_the_clause_of_each_piece_and_who_spoke_before() -> None:
    text = "Ah oui. Tu devrais lui parler ?"
    read = reading(text, clauses(text), [(Role.CONSULTANT, "Il sait ?"), (Role.CLIENT, "Non.")])
    assert read.ids == cut(text).ids
    assert set(read.clause) == {0, 1}
    assert sorted(read.clause) == list(read.clause)
    assert [asks for asks, owner in zip(read.asks, read.clause, strict=True) if owner == 0] == [False] * read.clause.count(0)
    assert all(asks for asks, owner in zip(read.asks, read.clause, strict=True) if owner == 1)
    assert read.before == cut("Il sait ?").ids + cut("Non.").ids
    assert read.speakers == (1,) * len(cut("Il sait ?").ids) + (0,) * len(cut("Non.").ids)


def test_only_the_end_of_what_is_long_is_read() -> None:
    text, said = "tu lui as dit quoi " * 60, "il me l'a redemandé hier matin " * 60
    read = reading(text, clauses(text), [(Role.CLIENT, said)])
    assert read.ids == cut(text).ids[-LONGEST:]
    assert len(read.ids) == len(read.clause) == len(read.asks) == LONGEST
    assert read.before == cut(said).ids[-REMEMBERED:]


def test_a_long_turn_is_read_by_stretches_of_whole_clauses() -> None:
    text = "Tu devrais lui parler franchement. " + "Nous, à la ferme, on a eu la grêle en mai et puis encore en juin. " * 20
    cut = clauses(text)
    parts = stretches(text, cut)
    assert len(parts) > 1
    assert [part[clause.start : clause.end] for part, held in parts for clause in held] == [clause.text for clause in cut]
    assert stretches("Oui. Non.", clauses("Oui. Non.")) == [("Oui. Non.", clauses("Oui. Non."))]
