"""The command line. A command's module is imported only when that command runs, so `ppid --help` is quick."""

from importlib import import_module

import click

from ppid import environment

# name: (module:command, what the help says)
COMMANDS = {
    "up": ("ppid.up:up", "Run the whole platform on this machine."),
    "reset": ("ppid.reset:reset", "Delete all data of the embedded platform."),
    "doctor": ("ppid.doctor:doctor", "Check every part; say what to do about each fault."),
    "web": ("ppid.roles:web", "Serve the HTTP API (and pages) of a service."),
    "consume": ("ppid.roles:consume", "Handle the events that a service listens to."),
    "relay": ("ppid.roles:relay", "Publish the events that a service has recorded."),
    "tick": ("ppid.roles:tick", "Do what a service does by the clock."),
    "mail": ("ppid.mail_catcher:mail", "Catch outgoing mail and show it (demonstration only)."),
    "migrate": ("ppid.migrate:migrate", "Bring every database to the newest schema."),
    "seed": ("ppid.seed:seed", "List the 553 offices."),
    "keys": ("ppid.keys:keys", "Make the signing keys of all issuers."),
    "openapi": ("ppid.openapi:openapi", "Print the OpenAPI document of a service."),
    "audit": ("ppid.audit_command:audit", "Check that no audit entry was changed, removed or moved."),
    "events": ("ppid.events_command:events", "List, show and replay dead letters."),
    "contracts": ("ppid.contracts_command:contracts", "Write what the events promise; --check it."),
    "statute": ("ppid.statute_command:statute", "Ask the law for deadlines."),
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Public-information service of every office of Indonesia's election commission."""
    if context.invoked_subcommand != "up":  # which writes the file anew
        environment.load()
