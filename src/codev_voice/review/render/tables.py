"""The figures as tables: what each picture shows, in words and rounded numbers, and what has no picture."""

from __future__ import annotations

from dataclasses import dataclass

from codev_voice.review.interventions import intervening
from codev_voice.review.questions import counted
from codev_voice.review.shares import ROLES
from codev_voice.review.values import Act, ConsultationReview, Review, Speaker, StageReview
from codev_voice.review.words import FEW, NAMELESS, TOO_SHORT, UNSURE, expected, figure, minutes, spoken, told
from codev_voice.session.names import STAGE_NAMES, of
from codev_voice.session.values import Role, Stage
from codev_voice.session.wording import fold

ACTS = {
    Act.PROMPT: "relances",
    Act.REFORMULATION: "reformulations",
    Act.FRAME: "rappels du cadre",
    Act.TIME: "temps",
    Act.TRANSITION: "passages d'une étape à l'autre",
    Act.CONTENT: "contenu",
}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words under column names; `sources` are the turns each row comes from (positions), where that can be told."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sources: tuple[tuple[int, ...], ...] = ()


def numbered(stage: Stage) -> str:
    """« 2. Clarification »."""
    return f"{int(stage)}. {STAGE_NAMES[stage]}"


def times(one: ConsultationReview, *, estimated: bool = False, listened: bool = True) -> Table:
    """Time by stage, planned and real."""
    rows = tuple(
        (numbered(stage.stage), minutes(stage.planned) if stage.planned else "–", *_lived(stage, listened=listened)) for stage in one.stages
    )
    columns = ("Étape", "Prévu", "Durée estimée" if estimated else "Durée", "Retours")
    return Table("Le temps par étape", columns, rows, tuple(_turns(stage) for stage in one.stages))


def _lived(stage: StageReview, *, listened: bool) -> tuple[str, str]:
    """The real time of a stage, and how it was gone through."""
    if not stage.visits:
        return "pas entendue" if listened else "–", ""
    deaf = "" if not stage.by_hand or not listened else "en partie sans écoute" if stage.turns else "sans écoute"
    again = f"en {len(stage.visits)} fois" if len(stage.visits) > 1 else ""
    return minutes(stage.seconds), ", ".join(filter(None, (again, deaf)))


def _turns(stage: StageReview) -> tuple[int, ...]:
    """The turns of a stage, each time it was gone through."""
    return tuple(turn for visit in stage.visits for turn in visit.turns)


def shares(one: ConsultationReview) -> Table:
    """Shares of client, consultants and facilitator by stage, beside what they are read with."""
    rows: list[tuple[str, ...]] = []
    for stage in one.heard():
        if stage.shares is None:
            rows.append((numbered(stage.stage), TOO_SHORT, "", ""))
        else:
            rows.append((numbered(stage.stage), *(_share(stage, role) for role in ROLES)))
    columns = ("Étape", "Client·e", "Consultant·es", "Animation")
    return Table("La parole par étape", columns, tuple(rows), tuple(_turns(stage) for stage in one.heard()))


def _share(stage: StageReview, role: Role) -> str:
    return f"{told(stage.shares[role], role)} (repère : {expected(stage.stage, role)})" if stage.shares else TOO_SHORT


def consultants(stage: StageReview) -> Table | None:
    """Each consultant's part and questions, in alphabetical order; None where equality means nothing or has no ground."""
    if stage.equality is None:
        return None
    counts = any(part.questions is not None for part in stage.equality.parts)
    columns = ("Consultant·e", "Part de la parole des consultant·es", "Prises de parole", *(["Questions"] if counts else []))
    rows = tuple(
        (part.person, figure(part.share) or UNSURE, str(len(part.turns)), *([str(part.questions)] if counts else []))
        for part in stage.equality.parts
    )
    title = f"Les consultant·es dans l'étape {numbered(stage.stage)} : {spoken(stage.equality)}"
    return Table(title, columns, rows, tuple(part.turns for part in stage.equality.parts))


def flow(stage: StageReview) -> Table:
    """Who spoke after whom."""
    names = sorted({name for pair in stage.flow for name in pair}, key=str.casefold)
    rows = tuple((before, *(str(stage.flow.get((before, after), "")) for after in names)) for before in names)
    return Table(f"Qui parle après qui, étape {numbered(stage.stage)}", ("Après…", *names), rows)


def timeline(review: Review) -> Table:
    """The passages through the stages, in order."""
    stays = (stay for one in review.consultations for stage in one.stages for stay in stage.visits)
    spans: list[tuple[float, float, str, tuple[int, ...]]] = [
        (stay.start, stay.end, numbered(stay.stage), tuple(stay.turns)) for stay in stays
    ]
    spans += [(start, end, "pause", ()) for start, end in review.breaks]
    rows = tuple(
        (clock(start), clock(end), what, f"{turns[0]} à {turns[-1]}" if turns else "") for start, end, what, turns in sorted(spans)
    )
    return Table("Le déroulement", ("De", "À", "Étape", "Tours de parole"), rows, tuple(turns for *_, turns in sorted(spans)))


def people(review: Review) -> tuple[Table, ...]:
    """Of each consultation, who spoke in which stage: turns, and rounded time where there is ground for a figure."""
    found = []
    for one in review.consultations:
        names = list(dict.fromkeys([*one.consultants, *(voice.person for stage in one.stages for voice in stage.speakers)]))
        rows, sources = [], []
        for name in sorted(names, key=lambda name: (name is None, fold(name or ""))):
            own = [next((voice for voice in stage.speakers if voice.person == name), None) for stage in one.heard()]
            rows.append((name or NAMELESS, *(_spoke(voice) for voice in own)))
            sources.append(tuple(turn for voice in own if voice for turn in voice.turns))
        about = f", consultation {of(one.client)}" if len(review.consultations) > 1 and one.client else ""
        columns = ("Personne", *(numbered(stage.stage) for stage in one.heard()))
        found += [Table(f"Qui parle dans quelle étape, temps arrondi{about}", columns, tuple(rows), tuple(sources))] if rows else []
    return tuple(found)


def _spoke(voice: Speaker | None) -> str:
    if voice is None:
        return "–"
    taken = f"{len(voice.turns)} tour{'s' if len(voice.turns) > 1 else ''}"
    return taken if voice.seconds is None else f"{taken}, {minutes(voice.seconds)}"


def facilitation(one: ConsultationReview) -> Table:
    """The facilitator's interventions by stage and by kind."""
    acts = [act for act in Act if any(each.act is act for stage in one.stages for each in stage.interventions)]
    rows, sources = [], []
    for stage in one.heard():
        made = stage.interventions
        if made:
            kinds = (str(sum(each.act is act for each in made) or "") for act in acts)
            rows.append((numbered(stage.stage), str(len(made)), minutes(intervening(stage)), *kinds))
            sources.append(tuple(each.turn for each in made))
    columns = ("Étape", "Nombre", "Durée", *(ACTS[act].capitalize() for act in acts))
    return Table("Vos interventions", columns, tuple(rows), tuple(sources))


def observations(one: ConsultationReview, *, estimated: bool = False) -> Table:
    """Rounds, questions, silences, overlaps and cut-offs by stage."""
    columns = (
        "Étape",
        "Pas encore parlé à 60 % du temps",
        "Tours",
        "Questions ouvertes / fermées",
        "Silences (demandés)",
        "Paroles superposées",
        "Paroles coupées",
    )
    rows = []
    for stage in one.heard():
        asked = sum(silence.asked for silence in stage.silences)
        silent = "–" if estimated else f"{len(stage.silences) - asked} ({asked})"
        collided = ["–" if estimated else f"environ {len(turns)}" if turns else FEW for turns in (stage.overlaps, stage.cut_offs)]
        rows.append((numbered(stage.stage), ", ".join(stage.unheard), turns_taken(stage), questions(stage), silent, *collided))
    return Table("Autres observations", columns, tuple(rows), tuple(_observed(stage) for stage in one.heard()))


def _observed(stage: StageReview) -> tuple[int, ...]:
    """The turns of a stage's rounds, silences, overlaps and cut-offs; of its questions, the table of consultants says whose."""
    found = {turn for one in stage.rounds for turn in one.turns} | {silence.after for silence in stage.silences}
    return tuple(sorted(found | {*(stage.overlaps or ()), *(stage.cut_offs or ())}))


def turns_taken(stage: StageReview) -> str:
    """The rounds in words."""
    said = [f"il manque {', '.join(one.missing)}" if one.missing else "complet" for one in stage.rounds]
    return " ; ".join(f"{said.count(each)} × {each}" if said.count(each) > 1 else each for each in dict.fromkeys(said))


def questions(stage: StageReview) -> str:
    """« 9 / 4, dont 2 « pourquoi », 1 multiple », in the clarification only."""
    if stage.stage is not Stage.CLARIFICATION:
        return ""
    if stage.questions is None:
        return TOO_SHORT
    counts = counted(stage.questions)
    why = f", dont {counts.why} « pourquoi »" if counts.why else ""
    chains = f", {counts.multiple} multiple{'s' if counts.multiple > 1 else ''}" if counts.multiple else ""
    return f"{counts.open} / {counts.closed}{why}{chains}"


def clock(seconds: float) -> str:
    """`4:05`, `1:04:05`."""
    whole, second = divmod(max(0, int(seconds)), 60)
    hours, minute = divmod(whole, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"
