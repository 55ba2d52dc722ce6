"""Run the web application under uvicorn, with a clear word when the port is taken."""

from __future__ import annotations

import socket

from echotune.chat.prompting import prompts
from echotune.core.errors import EchoTuneError
from echotune.core.settings import Settings


class PortTaken(EchoTuneError):
    code, title = "port_taken", "The port is taken"


def serve(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM: no new work, running answers end, then everything is closed."""
    prompts().check(settings.chat)
    listener = _listen(settings)  # first of all: a taken port ends the start before anything slow is imported

    import gc

    import uvicorn

    from echotune.api import create_app

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            app.state.stopping.set()
            await super().shutdown(sockets)

    gc.set_threshold(25_000, 20, 50)  # a request makes thousands of short-lived objects and hardly any cycle
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=settings.server.host,
        port=settings.server.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=int(settings.server.stop_seconds),
        server_header=False,
    )
    Server(config).run(sockets=[listener])


def _listen(settings: Settings) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in settings.server.host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.server.host, settings.server.port))
        listener.listen(128)
    except OSError as taken:
        raise PortTaken(
            f"Port {settings.server.port} on {settings.server.host} is taken. Set ECHOTUNE_PORT to a free one."
        ) from taken
    return listener
