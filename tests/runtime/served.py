"""The real `echotune serve`, as a process of its own on a free port and an empty home."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import httpx
import psutil

COMMAND = str(Path(sys.executable).parent / "echotune")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(home: Path, **extra: str) -> dict[str, str]:
    """A clean environment: nothing of the caller's settings leaks in. Nothing is encoded or trained by itself unless
    `extra` says so."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ECHOTUNE_", "DATABASE_URL", "SESSION_", "EMBEDDING_", "AWS_", "DEFAULT_LLM_"))
        and not name.endswith(("_API_KEY", "_BASE_URL"))
    }
    return {**kept, "EMBEDDING_MODEL_ID": "none", "ECHOTUNE_SCHEDULES": "false", "ECHOTUNE_HOME": str(home), **extra}


class Served:
    """`with Served(home) as server:` waits until it is ready, and stops it at the end."""

    def __init__(self, home: Path, **extra: str) -> None:
        self.home = home
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = environment(home, ECHOTUNE_PORT=str(self.port), **extra)
        self.log = home.parent / f"{home.name}.log"

    def start(self) -> Served:
        self.home.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [COMMAND, "serve"], env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        return self

    def __enter__(self) -> Served:
        self.start()
        self.wait_until(lambda: self.readiness()[0] == 200)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.stop()

    def readiness(self) -> tuple[int, list[str]]:
        try:
            answer = httpx.get(f"{self.url}/readyz", timeout=10)
        except httpx.TransportError:
            return 0, []
        return answer.status_code, answer.json().get("failing", [])

    def wait_until(self, condition: Callable[[], bool], seconds: float = 60) -> float:
        """Wait for the condition; returns the seconds it took."""
        started = time.monotonic()
        while not condition():
            if time.monotonic() - started > seconds:
                raise AssertionError(f"not within {seconds} s; the log ends: {self.log.read_text()[-2000:]}")
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended: {self.log.read_text()[-2000:]}")
            time.sleep(0.05)
        return time.monotonic() - started

    def stop(self, how: int = signal.SIGINT, seconds: float = 20) -> float:
        """Send a signal and wait; returns the seconds it took."""
        started = time.monotonic()
        self.process.send_signal(how)
        self.process.wait(seconds)
        return time.monotonic() - started

    def leftovers(self) -> list[str]:
        """Living processes that name this home in their command line."""
        found = []
        for process in psutil.process_iter(["cmdline", "status"]):
            line = " ".join(process.info["cmdline"] or [])
            if str(self.home) in line and process.info["status"] != psutil.STATUS_ZOMBIE:
                found.append(line)
        return found
