"""Minutes planned for each stage: the presets, and what the person edited."""

from __future__ import annotations

from codev_voice.errors import SettingsError
from codev_voice.session.seance import Seance
from codev_voice.session.values import Stage

# Each line sums to its preset; the first of a pair has stage 0, the second gives its minutes back to the others.
PRESETS: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {
    30: ((2, 4, 6, 2, 9, 4, 3), (0, 4, 7, 2, 10, 4, 3)),
    60: ((5, 6, 12, 4, 18, 8, 7), (0, 6, 13, 4, 20, 9, 8)),
    90: ((8, 8, 18, 6, 27, 12, 11), (0, 8, 20, 7, 30, 13, 12)),
    120: ((10, 10, 24, 8, 36, 17, 15), (0, 10, 28, 9, 40, 17, 16)),
    180: ((20, 15, 35, 10, 55, 22, 23), (0, 15, 40, 12, 65, 25, 23)),
    210: ((25, 17, 40, 12, 65, 25, 26), (0, 18, 45, 14, 75, 29, 29)),
}


def planned(seance: Seance) -> dict[Stage, float]:
    """Minutes planned for each stage of one consultation.

    A session of two consultations gives each the 90-minute timetable, the second without stage 0; what is returned is the
    first's (stage 0 of 20 minutes in a session of 210).

    Raises:
        SettingsError: the preset is not one of the table's.
    """
    if seance.preset not in PRESETS:
        choices = ", ".join(str(minutes) for minutes in PRESETS)
        raise SettingsError(f"Dans seance.toml, la durée {seance.preset} n'est pas connue", f"choisissez parmi {choices} minutes")
    with_stage0, without = PRESETS[90 if seance.consultations == 2 else seance.preset]  # noqa: PLR2004 - two is two
    minutes = [float(value) for value in (with_stage0 if seance.stage0 else without)]
    if seance.consultations == 2 and seance.preset == 210 and seance.stage0:  # noqa: PLR2004 - the table's last line
        minutes = [20.0, *(float(value) for value in without[1:])]
    return {stage: float(seance.minutes.get(int(stage), minutes[stage])) for stage in Stage}
