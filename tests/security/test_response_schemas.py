"""Every answer is typed: no schema of a response is empty, free-form or open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from echotune.api import create_app
from echotune.core.settings import Settings

OPENAPI: dict[str, Any] = create_app(Settings()).openapi()
OPERATIONS = [
    (method, path, OPENAPI["paths"][path][method]) for path in OPENAPI["paths"] for method in OPENAPI["paths"][path]
]


def open_parts(schema: Any, where: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Where a schema lets anything through."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        if name not in seen:
            yield from open_parts(OPENAPI["components"]["schemas"][name], name, seen | {name})
        return
    for union in ("anyOf", "oneOf", "allOf"):
        if union in schema:
            for part in schema[union]:
                yield from open_parts(part, where, seen)
            return
    kind = schema.get("type")
    if kind is None and "const" not in schema and "enum" not in schema:
        yield f"{where}: {schema}"
    elif kind == "array":
        yield from open_parts(schema.get("items", {}), f"{where}[]", seen)
    elif kind == "object":
        properties = schema.get("properties", {})
        for name, part in properties.items():
            yield from open_parts(part, f"{where}.{name}", seen)
        rest = schema.get("additionalProperties", not properties)
        if rest is True or (not properties and rest is False):
            yield f"{where}: an open or empty object"
        elif isinstance(rest, dict):
            yield from open_parts(rest, f"{where}.*", seen)


def contents(operation: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for status, response in operation["responses"].items():
        if status.startswith("2") and status != "204":
            assert response.get("content"), f"{operation['operationId']} answers {status} without a schema"
            for media_type, content in response["content"].items():
                yield status, media_type, content.get("schema") or content.get("itemSchema", {})


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=[f"{m} {p}" for m, p, _ in OPERATIONS])
def test_no_response_is_open(method: str, path: str, operation: dict[str, Any]) -> None:
    found = [part for _, _, schema in contents(operation) for part in open_parts(schema, "body")]
    assert not found


def test_the_walk_sees_an_open_schema() -> None:
    assert list(open_parts({}, "body"))
    assert list(open_parts({"type": "object"}, "body"))
    assert list(open_parts({"type": "object", "properties": {"x": {}}}, "body"))
    assert list(open_parts({"type": "array", "items": {"type": "object", "additionalProperties": True}}, "body"))
    assert not list(open_parts({"type": "object", "additionalProperties": {"type": "number"}}, "body"))
