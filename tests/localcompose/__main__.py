"""`python -m tests.localcompose -p NAME up|port|logs|ps|down|ls …` with the arguments of `docker compose`."""

import argparse
import sys

from tests.localcompose.part import REFUSED, FailedError
from tests.localcompose.parts import RECIPES
from tests.localcompose.project import Project


def main() -> int:
    """Run one subcommand; 0 when it did what was asked."""
    arguments = _arguments()
    project = Project(arguments.project)
    match arguments.command:
        case "up":
            return _up(project, arguments.services or list(RECIPES))
        case "port":
            return _port(project, arguments.service, arguments.private_port)
        case "logs":
            for name in arguments.services or project.services:
                lines = project.log(name).splitlines()[-arguments.tail :]
                print(f"--- {name}", *lines, sep="\n")  # noqa: T201
        case "ps":
            print(*project.exited(), sep="\n")  # noqa: T201
        case "down":
            project.down(with_data=arguments.volumes)
        case "ls":
            print(*Project.names(), sep="\n")  # noqa: T201
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="localcompose")
    parser.add_argument("-f", "--file", action="append", help="ignored: the parts are known")
    parser.add_argument("-p", "--project", default="ppid", help="names the data folder")
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="start and wait until ready")
    for ignored in ("-d", "--build", "--wait"):
        up.add_argument(ignored, action="store_true", help="ignored: it always does, or never needs to")
    up.add_argument("services", nargs="*", choices=[*RECIPES, []])
    port = commands.add_parser("port", help="print the address of a private port")
    port.add_argument("service", choices=RECIPES)
    port.add_argument("private_port", type=int)
    logs = commands.add_parser("logs", help="print what parts wrote")
    logs.add_argument("--tail", type=int, default=0, help="only so many lines of each")
    logs.add_argument("services", nargs="*")
    exited = commands.add_parser("ps", help="print the names of parts that ended by themselves")
    exited.add_argument("-a", "--all", action="store_true", help="ignored: it always does")
    exited.add_argument("--services", action="store_true", help="ignored: it always does")
    exited.add_argument("--status", choices=["exited"], required=True)
    down = commands.add_parser("down", help="stop")
    down.add_argument("-v", "--volumes", action="store_true", help="and delete the data")
    down.add_argument("-t", "--timeout", type=int, help="ignored")
    listing = commands.add_parser("ls", help="print the names of all projects")
    listing.add_argument("-a", "--all", action="store_true", help="ignored: it always does")
    listing.add_argument("-q", "--quiet", action="store_true", help="ignored: there is nothing else to print")
    return parser.parse_args()


def _up(project: Project, names: list[str]) -> int:
    try:
        project.up(names)
    except FailedError as reason:
        print(reason, file=sys.stderr)  # noqa: T201
        return 1
    for name, service in project.services.items():
        if service.refused:
            print(f"{name} {REFUSED} {service.refused}", file=sys.stderr)  # noqa: T201
    return 0


def _port(project: Project, name: str, private_port: int) -> int:
    service = project.services.get(name)
    if service and service.refused:
        print(f"{name} {REFUSED} {service.refused}", file=sys.stderr)  # noqa: T201
        return 1
    if service is None or private_port not in service.ports:
        print(f"{name} has no port {private_port} here", file=sys.stderr)  # noqa: T201
        return 1
    print(f"127.0.0.1:{service.ports[private_port]}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
