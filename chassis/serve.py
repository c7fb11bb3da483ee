"""Run a service's web app under gunicorn: threads for the pool of connections, workers as configured."""

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from chassis import log, metrics
from chassis.service import Service, start


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
    options = {
        "bind": settings.listen,
        "workers": settings.workers,
        "threads": settings.threads,
        "worker_class": "gthread",
        "graceful_timeout": 30,
        "timeout": 120,
        "keepalive": 75,  # longer than the edge keeps idle connections, so that it never writes to a closed one
        "control_socket_disable": True,  # it would write to $HOME, which is read-only in a container
        "logconfig_dict": {"version": 1, "disable_existing_loggers": False, "loggers": {}},
        "proc_name": f"ppid-{service.name}",
    }
    _Server(service, options).run()
