"""The transcript as JSON: the only form that holds the private notices."""

from __future__ import annotations

import datetime
import json
from typing import Any

from codev_voice.session.values import Notice, Session, Turn


def write(session: Session, *, title: str | None = None, date: datetime.date | None = None) -> str:
    """`{"title", "date", "estimated", "people", "turns"}`; times in seconds, stages by number, null where nothing is known."""
    whole = {
        "title": title,
        "date": date.isoformat() if date else None,
        "estimated": session.estimated,
        "people": [
            {"name": person.name, "role": str(person.role), "also": [str(role) for role in person.also]} for person in session.people
        ],
        "turns": [_turn(turn) for turn in session.turns],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "index": turn.index,
        "speaker": turn.speaker,
        "role": str(turn.role) if turn.role else None,
        "start": round(turn.start, 3),
        "end": round(turn.end, 3),
        "text": turn.text,
        "stage": None if turn.stage is None else int(turn.stage),
        "stage_live": None if turn.stage_live is None else int(turn.stage_live),
        "notices": [_notice(notice) for notice in turn.notices],
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "kind": notice.kind,
        "excerpt": notice.excerpt,
        "level": str(notice.level),
        "confidence": round(notice.confidence, 4),
        "answer": str(notice.answer) if notice.answer else None,
    }
