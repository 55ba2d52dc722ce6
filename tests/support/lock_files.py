"""`python -m tests.support.lock_files`: both lock files name the public registries and nothing else."""

from __future__ import annotations

import re
import sys
from pathlib import Path

PUBLIC = {"pypi.org", "files.pythonhosted.org", "registry.npmjs.org"}
HOST = re.compile(r'(?:url = "|registry = "|"resolved": ")https?://([^/"]+)')


def foreign_hosts(*lock_files: Path) -> set[str]:
    """Hosts named as a place to fetch from that are not public registries."""
    return {host for file in lock_files for host in HOST.findall(file.read_text())} - PUBLIC


if __name__ == "__main__":
    found = foreign_hosts(Path("uv.lock"), Path("web/package-lock.json"))
    if found:
        sys.exit(f"A lock file names other hosts than the public registries: {', '.join(sorted(found))}")
