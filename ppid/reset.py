"""`ppid reset`: forget everything that the embedded platform keeps."""

import shutil

import click

from ppid.environment import var_dir


@click.command()
def reset() -> None:
    """Hapus semua data platform di komputer ini; ditolak selama platform berjalan."""
    from ppid.embedded import preflight

    var = var_dir()
    if not (var / "lock").is_file():  # never delete a folder that is not ours
        click.echo(f"Tidak ada data di {var}.")
        return
    with preflight.own(var):
        shutil.rmtree(var)
    click.echo(f"Semua data di {var} dihapus.")
