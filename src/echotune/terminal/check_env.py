"""`echotune check env`: whether the environment holds what is needed."""

from __future__ import annotations

import json

import typer
from rich.console import Console
from rich.table import Table

from echotune.core.settings import variables


def show(*, as_json: bool) -> bool:
    """Show every variable as it stands, never its value; True unless a required one is missing."""
    known = variables()
    if as_json:
        rows = [{"variable": v.name, "required": v.required, "present": v.present, "status": v.status} for v in known]
        typer.echo(json.dumps({"ok": not any(v.is_missing for v in known), "variables": rows}))
    else:
        table = Table("VAR", "required", "present", "status", box=None)
        for v in known:
            table.add_row(v.name, "yes" if v.required else "no", "yes" if v.present else "no", v.status)
        Console().print(table)
    return not any(v.is_missing for v in known)
