"""What of the one request a tool asks a language model for: less to read and to pay, and less to get wrong."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

Schema = dict[str, Any]


def narrowed(schema: Schema, fields: Collection[str]) -> Schema:
    """The JSON schema with these properties only, by their names on the wire, and without what absence says already."""
    properties = {name: _plain(part) for name, part in schema["properties"].items() if name in fields}
    found: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    defs = schema.get("$defs", {})
    used = _used(properties, defs)
    return found | ({"$defs": {name: _plain(part) for name, part in defs.items() if name in used}} if used else {})


def _plain(part: Any) -> Any:
    """Without null and without defaults: what is not given is left out."""
    if isinstance(part, list):
        return [_plain(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {name: _plain(inner) for name, inner in part.items() if name not in ("default", "title")}
    if "propertyNames" in kept:  # not every vendor reads it
        each = kept.pop("propertyNames")["enum"]
        kept |= {"properties": dict.fromkeys(each, kept["additionalProperties"]), "additionalProperties": False}
    choices = [one for one in kept.get("anyOf", ()) if one != {"type": "null"}]
    if len(choices) == 1:
        del kept["anyOf"]
        return choices[0] | kept
    return kept


def _used(part: Any, defs: Schema, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """The definitions that a part points at, directly or not."""
    if isinstance(part, list):
        part = dict(enumerate(part))
    if not isinstance(part, dict):
        return seen
    for name, inner in part.items():
        if name == "$ref":
            pointed = str(inner).rpartition("/")[2]
            seen = seen if pointed in seen else _used(defs[pointed], defs, seen | {pointed})
        else:
            seen = _used(inner, defs, seen)
    return seen
