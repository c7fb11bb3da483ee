"""RabbitMQ from Debian's package as a node of its own: own name server, ports, cookie and data, never another's."""

from pathlib import Path
from signal import SIGKILL

from tests.localcompose import debian
from tests.localcompose.part import PASSWORD, USER, Part, Program, Room, answers, inner_ports

LIMITS = Path(__file__).parents[3] / "deploy" / "rabbitmq" / "rabbitmq.conf"
SERVER = "usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server"


def prepare(room: Room) -> Part:
    """Write the node's configuration; user, password and virtual host are those of the compose file."""
    root = debian.root_of("rabbitmq-server", SERVER)
    server = next(root.glob(SERVER))
    erlang = next(root.glob("usr/lib/erlang/erts-*/bin"))
    if root != Path("/"):
        _relocate(root, erlang)
    amqp, management = room.ports[5672], room.ports[15672]
    _configure(room.folder, amqp, management)
    env = _environment(room.folder, root, erlang)
    epmd = Program(name="epmd", argv=[f"{erlang}/epmd"], env=env)
    node = Program(name="rabbitmq", argv=[str(server)], env=env, stop=SIGKILL)  # what it confirmed is on disk
    return Part(programs=[epmd, node], ready=lambda: answers(amqp, b"AMQP\x00\x00\x09\x01", b"\x01\x00\x00"))


def _relocate(root: Path, erlang: Path) -> None:
    """Erlang's start scripts carry the folder they were built for."""
    for script in (*root.glob("usr/lib/erlang/bin/*"), *erlang.glob("*")):
        if script.name in {"erl", "start"}:
            text = script.read_text().replace("ROOTDIR=/usr/lib/erlang", f"ROOTDIR={root}/usr/lib/erlang")
            script.write_text(text)


def _configure(folder: Path, amqp: int, management: int) -> None:
    (folder / "enabled_plugins").write_text("[rabbitmq_management].")
    (folder / "env.conf").touch()
    (folder / "rabbitmq.conf").write_text(
        f"{LIMITS.read_text()}\n"
        f"listeners.tcp.1 = 127.0.0.1:{amqp}\n"
        f"management.tcp.ip = 127.0.0.1\nmanagement.tcp.port = {management}\n"
        f"default_vhost = {USER}\ndefault_user = {USER}\ndefault_pass = {PASSWORD}\n"
        "log.console = true\nlog.file = false\n"
    )


def _environment(folder: Path, root: Path, erlang: Path) -> dict[str, str]:
    epmd, distribution = map(str, inner_ports(folder, 2))
    return {
        "PATH": f"{root}/usr/lib/erlang/bin:{erlang}:{root}/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "LD_LIBRARY_PATH": ":".join(map(str, root.glob("usr/lib/*-linux-gnu"))) if root != Path("/") else "",
        "HOME": str(folder),
        "RABBITMQ_NODENAME": "ppid@localhost",
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
        "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "advanced.config"),
        "RABBITMQ_CONF_ENV_FILE": str(folder / "env.conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
        "RABBITMQ_DIST_PORT": distribution,
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        "ERL_EPMD_PORT": epmd,
        "ERL_EPMD_ADDRESS": "127.0.0.1",
    }
