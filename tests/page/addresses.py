"""The page's addresses as an OpenAPI schema, for requests nobody thought of; the stream of events, which never ends, is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec
import schemathesis
from schemathesis.core.result import Ok

from codev_voice.companion.desk import Act

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

TOKEN = "clef"
ANSWERS = {"200": {"description": "fait"}, "403": {"description": "refusé"}, "404": {"description": "rien"}, "409": {"description": "non"}}


def schema(pieces: Sequence[str], voices: Sequence[str], *, token: str | None = TOKEN) -> dict[str, Any]:
    """The page's addresses, of a session with these pieces.

    Args:
        pieces: ids that acts may name; any other text is tried too.
        voices: the same, of voices.
        token: the first part of every address; None: any text.
    """
    _, named = msgspec.json.schema_components([Act], ref_template="#/components/schemas/{name}")
    told = named["Act"]["properties"]
    there = {"piece": list(pieces), "voice": list(voices), "document": ["contrat", "notes", "plan"], "part": ["ressentis", "je_garde"]}
    told |= {key: {"anyOf": [{"enum": known}, {"type": "string"}]} for key, known in there.items()}
    full = {
        "type": "object",
        "required": ["act", "person", "text", "stage", *there],
        "properties": {
            **{key: {"enum": known} for key, known in there.items()},
            **{key: {"type": "string", "minLength": 1, "maxLength": 30} for key in ("person", "text")},
            "act": told["act"],
            "stage": {"type": "integer", "minimum": 0, "maximum": 6},
        },
        "additionalProperties": False,
    }
    acted = {"anyOf": [full, {"$ref": "#/components/schemas/Act"}]}
    body = {"required": True, "content": {"application/json": {"schema": acted}}}
    first = _part("token", {"type": "string"} if token is None else {"const": token})
    paths = {
        "/{token}/": {"get": {"parameters": [first], "responses": ANSWERS}},
        "/{token}/static/{name}": {"get": {"parameters": [first, _part("name", {"type": "string"})], "responses": ANSWERS}},
        "/{token}/sound/{piece}": {"get": {"parameters": [first, _part("piece", {"type": "string"})], "responses": ANSWERS}},
        "/{token}/review": {"get": {"parameters": [first], "responses": ANSWERS}},
        "/{token}/acts": {"post": {"parameters": [first], "requestBody": body, "responses": ANSWERS}},
    }
    return {"openapi": "3.1.0", "info": {"title": "page", "version": "1"}, "paths": paths, "components": {"schemas": named}}


def requests(made: dict[str, Any]) -> dict[str, SearchStrategy[Any]]:
    """What may be asked of each address of this schema, in its manner or not."""
    found = schemathesis.openapi.from_dict(made).get_all_operations()
    operations = [one.ok() for one in found if isinstance(one, Ok)]
    modes = list(schemathesis.GenerationMode)
    return {
        one.label: one.as_strategy(generation_mode=modes[0]) | one.as_strategy(generation_mode=modes[1])
        if one.method == "post"
        else one.as_strategy()
        for one in operations
    }


def _part(name: str, kind: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": kind}
