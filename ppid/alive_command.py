"""`ppid alive <role> <service>`: whether that role goes round on this host, for the probes of containers."""

from socket import gethostname

import click
import psycopg

from chassis import broker, heartbeat, system
from chassis.broker import BrokerAway
from chassis.settings import SERVICES
from chassis.settings import load as load_settings

ROLES = ("relay", "consume", "tick")


@click.command()
@click.argument("role", type=click.Choice(ROLES))
@click.argument("service", type=click.Choice(SERVICES))
def alive(role: str, service: str) -> None:
    """Periksa apakah sebuah peran masih bergerak di mesin ini.

    Selama basis data atau broker tidak menjawab, tidak ada yang disalahkan.
    """
    settings = load_settings(service)
    try:
        with system.connect(settings, "alive") as connection:
            beats = heartbeat.beats(connection)
        if any((one.role, one.host) == (role, gethostname()) and one.seconds <= heartbeat.LATE for one in beats):
            return
        broker.depths(settings.broker_url, service)
    except (psycopg.OperationalError, BrokerAway):
        return  # it waits for them as it should: to start it again would not help
    raise SystemExit(f"{role} {service} tidak bergerak")
