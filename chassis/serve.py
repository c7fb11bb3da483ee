"""Run a service's web app under gunicorn: threads for the pool of connections, workers as configured."""

import shutil
from tempfile import mkdtemp
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from prometheus_client.multiprocess import mark_process_dead

from chassis import log, metrics
from chassis.fair_worker import FairWorker
from chassis.service import Service, start


class _Quiet(Logger):  # type: ignore[misc]  # gunicorn is untyped
    """Leaves logging as `chassis.log` set it up, and the line of each request to `chassis.web`."""

    def setup(self, _cfg: Any) -> None:
        """Nothing to set up."""

    def access(self, *_arguments: Any) -> None:
        """Nothing to log: `chassis.web` knows office and route."""


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    def __init__(self, service: Service, options: dict[str, Any]) -> None:
        self._service = service
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        runtime = start(self._service)
        metrics.watch(runtime.settings)
        return self._service.create_app(runtime)


def web(service: Service) -> None:
    """Serve until SIGTERM; requests under way get 30 seconds to finish."""
    log.configure(service.name, "web")
    settings = start(service).settings
    counted = mkdtemp(prefix=f"ppid-{service.name}-")
    metrics.share(counted)
    options = {
        "bind": settings.listen,
        "workers": settings.workers,
        "preload_app": True,  # workers share its memory, 11 MB; it holds no connection before its first request
        "threads": settings.threads,
        "worker_class": FairWorker,
        "graceful_timeout": 30,
        "timeout": 120,
        "keepalive": 75,  # longer than the edge keeps idle connections, so that it never writes to a closed one
        "control_socket_disable": True,  # it would write to $HOME, which is read-only in a container
        "logger_class": _Quiet,
        "proc_name": f"ppid-{service.name}",
        "child_exit": lambda _server, worker: mark_process_dead(worker.pid),  # type: ignore[no-untyped-call]
        "on_exit": lambda _server: shutil.rmtree(counted, ignore_errors=True),
    }
    _Server(service, options).run()
