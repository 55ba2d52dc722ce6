"""`python -m tests.support.chromium` prints the path of a Chromium, installing one where there is none.

In this order: `ECHOTUNE_CHROMIUM`; the system's; Debian's package, where one is root; the npm package
`@sparticuz/chromium`, unpacked with node's own brotli. Browser tests are never skipped: no Chromium is an error.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CACHE = Path(".cache/chromium").absolute()
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--force-color-profile=srgb",
]  # fmt: skip
UNPACK = """
const fs = require('fs'), zlib = require('zlib'), path = require('path');
const [from, to] = process.argv.slice(1);
for (const file of fs.readdirSync(from)) if (file.endsWith('.br'))
  fs.writeFileSync(path.join(to, file.slice(0, -3)), zlib.brotliDecompressSync(fs.readFileSync(path.join(from, file))));
"""


def find() -> str | None:
    """A Chromium that is already here."""
    given = os.environ.get("ECHOTUNE_CHROMIUM")
    candidates = [given] if given else [*map(shutil.which, NAMES), str(CACHE / "chromium")]
    return next((path for path in candidates if path and Path(path).is_file()), None)


def install() -> str:
    """Fetch one by the registries that the machine reaches."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _quiet("apt-get", "update", "-qq")
        if _quiet("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"):
            found = find()
            if found:
                return found
    return _from_npm()


def _from_npm() -> str:
    npm = shutil.which("npm") or str(Path(".cache/node/bin/npm").absolute())
    CACHE.mkdir(parents=True, exist_ok=True)
    (CACHE / "package.json").write_text("{}")
    if not _quiet(npm, "install", "--no-save", "--ignore-scripts", "@sparticuz/chromium", cwd=CACHE):
        sys.exit(
            "No Chromium: neither the system, Debian's packages nor npm gave one. Set ECHOTUNE_CHROMIUM to its path."
        )
    packed = CACHE / "node_modules/@sparticuz/chromium/bin"
    node = shutil.which("node") or str(Path(".cache/node/bin/node").absolute())
    subprocess.run([node, "-e", UNPACK, str(packed), str(CACHE)], check=True)
    for archive in CACHE.glob("*.tar"):
        subprocess.run(["tar", "-xf", str(archive), "-C", str(CACHE)], check=True)
    (CACHE / "chromium").chmod(0o755)
    return str(CACHE / "chromium")


def environment() -> dict[str, str]:
    """What the npm package's binary needs to find its libraries."""
    return {**os.environ, "LD_LIBRARY_PATH": f"{CACHE / 'al2023' / 'lib'}:{CACHE / 'lib'}"}


def _quiet(*command: str, cwd: Path | None = None) -> bool:
    done = subprocess.run(
        command, cwd=cwd, stdout=sys.stderr, stderr=sys.stderr, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    )
    return done.returncode == 0


if __name__ == "__main__":
    sys.stdout.write((find() or install()) + "\n")
