"""`ppid openapi`: the description of a service's HTTP API, as the service itself gives it."""

import json

import click

from chassis.settings import SERVICES


@click.command()
@click.argument("service", type=click.Choice(SERVICES))
def openapi(service: str) -> None:
    """Cetak dokumen OpenAPI 3.1 sebuah layanan."""
    from chassis.service import load, start

    found = load(service)
    document = found.create_app(start(found)).test_client().get("/openapi.json").get_json()
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
