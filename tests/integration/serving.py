"""Services that ask each other over HTTP, each in the test's own process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.serving import make_server

from chassis import service as service_module
from chassis import settings
from tests.integration.conftest import OFFICES, Working, add_office


@contextmanager
def served(working: Working) -> Iterator[str]:
    """A service at an address of its own."""
    server = make_server("127.0.0.1", 0, working.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def started(name: str, env: dict[str, str]) -> Iterator[Working]:
    """A service with these settings, the offices in its directory."""
    runtime = service_module.start(service_module.load(name), settings.load(name, env))
    for code in OFFICES:
        add_office(runtime, code)
    try:
        yield Working(runtime, runtime.service.create_app(runtime), env)
    finally:
        runtime.database.dispose()
