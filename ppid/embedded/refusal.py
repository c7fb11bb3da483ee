"""Why the platform cannot start: one line for people, with a way out."""

import click


class Refusal(click.ClickException):
    """The platform cannot start here and now; the message is one Indonesian line that says what to do."""

    def format_message(self) -> str:
        """The line as it is printed."""
        return f"PPID tidak dapat dijalankan: {self.message}"
