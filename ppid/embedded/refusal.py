"""Why the platform cannot start: one line for people, with a way out."""

from typing import IO, Any

import click


class Refusal(click.ClickException):
    """The platform cannot start here and now; the message is one Indonesian line that says what to do."""

    def format_message(self) -> str:
        """Return the line as it is printed."""
        return f"PPID tidak dapat dijalankan: {self.message}"

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line alone: it says by itself that it is a refusal."""
        click.echo(self.format_message(), err=True, file=file)
