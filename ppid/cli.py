"""The command line. A command's module is imported only when that command runs, so `ppid --help` is quick."""

from importlib import import_module

import click

from ppid import environment

# name: (module:command, what the help says)
COMMANDS = {
    "up": ("ppid.up:up", "Jalankan seluruh platform di komputer ini."),
    "reset": ("ppid.reset:reset", "Hapus semua data platform di komputer ini."),
    "doctor": ("ppid.doctor:doctor", "Periksa setiap bagian; sebutkan yang harus dilakukan bila ada gangguan."),
    "alive": ("ppid.alive_command:alive", "Periksa apakah sebuah peran masih bergerak di mesin ini."),
    "web": ("ppid.roles:web", "Layani HTTP (dan halaman) sebuah layanan."),
    "consume": ("ppid.roles:consume", "Tangani peristiwa yang didengar sebuah layanan."),
    "relay": ("ppid.roles:relay", "Kirimkan peristiwa yang dicatat sebuah layanan."),
    "tick": ("ppid.roles:tick", "Kerjakan yang dilakukan sebuah layanan menurut waktu."),
    "mail": ("ppid.mail_catcher:mail", "Tampung surel keluar dan tampilkan (hanya peragaan)."),
    "migrate": ("ppid.migrate:migrate", "Perbarui skema setiap basis data."),
    "broker": ("ppid.broker_command:broker", "Buat pengguna dan antrean RabbitMQ."),
    "seed": ("ppid.seed:seed", "Daftarkan 553 kantor."),
    "keys": ("ppid.keys:keys", "Buat kunci tanda tangan setiap penerbit token."),
    "openapi": ("ppid.openapi:openapi", "Cetak dokumen OpenAPI sebuah layanan."),
    "audit": ("ppid.audit_command:audit", "Periksa catatan tindakan, ekspor, atau buktikan satu entri."),
    "client": ("ppid.client_command:client", "Tangguhkan klien API sebuah kantor, atau aktifkan kembali."),
    "staff": ("ppid.staff_command:staff", "Undang admin pertama sebuah kantor, tangguhkan, atau pulihkan."),
    "events": ("ppid.events_command:events", "Daftar, tampilkan, dan kirim ulang pesan mati."),
    "contracts": ("ppid.contracts_command:contracts", "Tulis apa yang dijanjikan peristiwa; --check memeriksanya."),
    "statute": ("ppid.statute_command:statute", "Tanyakan jangka waktu kepada hukum."),
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
        with formatter.section("Perintah"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Pelayanan informasi publik setiap kantor Komisi Pemilihan Umum."""
    if context.invoked_subcommand != "up":  # which writes the file anew
        environment.load()
