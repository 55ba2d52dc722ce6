"""What every chat tool keeps, over the whole dict."""

from __future__ import annotations

import inspect
import json
import re
from typing import get_type_hints

import pytest

from echotune.chat.intents import TOOL_OF_INTENT
from echotune.chat.tools.registry import TOOLS
from echotune.chat.tools.tool import ToolResult, as_agent_tool
from echotune.chat.understand.request import UnderstoodRequest


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_says_what_it_does_and_takes_the_one_typed_request(name: str) -> None:
    tool = TOOLS[name]
    definition = as_agent_tool(name, tool).tool_def
    assert definition.name == name
    assert definition.description
    assert len(definition.description) > 40
    schema = definition.parameters_json_schema
    assert set(schema["properties"]) == tool.reads
    assert tool.reads <= {field.alias for field in UnderstoodRequest.model_fields.values()}
    assert set(re.findall(r"#/\$defs/(\w+)", json.dumps(schema))) == set(schema.get("$defs", {}))
    assert issubclass(get_type_hints(tool.run)["return"], ToolResult)
    assert inspect.iscoroutinefunction(tool.run)


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_lives_in_the_file_of_its_verb(name: str) -> None:
    assert TOOLS[name].run.__module__ == f"echotune.chat.tools.{name}"


def test_every_intent_that_needs_a_tool_has_one() -> None:
    assert set(TOOL_OF_INTENT.values()) | {"explain"} == set(TOOLS)


def kinds(base: type[ToolResult]) -> list[type[ToolResult]]:
    return [base, *(kind for below in base.__subclasses__() for kind in kinds(below))]


@pytest.mark.parametrize("kind", kinds(ToolResult), ids=lambda kind: kind.__name__)
def test_what_a_model_is_told_holds_no_id_and_no_exact_moment(kind: type[ToolResult]) -> None:
    schema = json.dumps(kind.model_json_schema(mode="serialization"))
    assert not re.search(r'"format": "(uuid|date-time|email|ipv4|ipv6|uri)"', schema)
