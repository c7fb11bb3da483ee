"""Why a file that arrived is not taken, in a sentence that says what to do. Pure: no clock, no database.

Evidence is kept as it was sent, byte for byte, so what is dangerous in a file is never cut out here: the file is
refused and whoever sent it is told how to make a harmless one.
"""

from collections.abc import Mapping
from enum import StrEnum


class Flaw(StrEnum):
    """What can be found wrong with a file that arrives. Each has its sentence in `SENTENCES`."""

    ALTERED = "altered"
    DAMAGED = "damaged"
    OTHER_KIND = "other_kind"
    TWO_KINDS = "two_kinds"
    LOCKED = "locked"
    SCRIPT = "script"
    ATTACHMENT = "attachment"
    MACRO = "macro"
    EMBEDDED = "embedded"
    EXTERNAL = "external"
    COMMAND = "command"
    NESTED = "nested"
    ENTRY_NAMES = "entry_names"
    UNPACKS = "unpacks"
    PAGES = "pages"
    PIXELS = "pixels"
    UNUSUAL = "unusual"
    CONTROLS = "controls"
    TOO_COMPLEX = "too_complex"
    INFECTED = "infected"


_PRINT = "Cetak ke PDF (Print → Save as PDF) lalu kirim hasilnya."
SENTENCES: Mapping[Flaw, str] = {
    Flaw.ALTERED: "Berkas ini berubah di perjalanan: isinya bukan yang disebut pengirimnya. Kirim kembali.",
    Flaw.DAMAGED: "Isi berkas ini rusak sehingga tidak dapat dibuka. Simpan ulang lalu kirim kembali.",
    Flaw.OTHER_KIND: "Isi berkas ini bukan yang disebut namanya, melainkan arsip ZIP atau jenis lain. Simpan ulang.",
    Flaw.TWO_KINDS: f"Berkas ini sekaligus berkas jenis lain, cara yang lazim untuk mengelabui. {_PRINT}",
    Flaw.LOCKED: "Berkas ini terkunci kata sandi. Simpan ulang tanpa kata sandi.",
    Flaw.SCRIPT: f"Berkas ini memuat program yang berjalan saat dibuka. {_PRINT}",
    Flaw.ATTACHMENT: f"Berkas ini membawa berkas lain di dalamnya. Kirim masing-masing sendiri. {_PRINT}",
    Flaw.MACRO: "Berkas ini memuat makro. Simpan ulang tanpa makro, atau kirim sebagai PDF.",
    Flaw.EMBEDDED: "Berkas ini memuat objek dari program lain. Ubah menjadi gambar, atau kirim sebagai PDF.",
    Flaw.EXTERNAL: "Berkas ini mengambil isi dari tempat lain. Putuskan tautannya (Data → Edit Links), atau kirim PDF.",
    Flaw.COMMAND: "Berkas ini memuat perintah untuk program lain (DDE). Hapus rumusnya, atau kirim sebagai PDF.",
    Flaw.NESTED: "Berkas ini memuat arsip lain di dalamnya. Kirim isinya sebagai berkas tersendiri.",
    Flaw.ENTRY_NAMES: "Nama bagian di dalam berkas ini menunjuk ke luar berkas atau berulang. Simpan ulang.",
    Flaw.UNPACKS: "Isi berkas ini terlalu besar setelah dibuka. Bagi menjadi beberapa berkas.",
    Flaw.PAGES: "Halaman berkas ini terlalu banyak (paling banyak 2.000). Bagi menjadi beberapa berkas.",
    Flaw.PIXELS: "Gambar di dalam berkas ini terlalu besar. Perkecil ukurannya (paling besar 100 juta titik).",
    Flaw.UNUSUAL: "Gambar ini disimpan dengan cara yang jarang dipakai. Simpan ulang sebagai TIFF biasa, atau PDF.",
    Flaw.CONTROLS: "Teks ini memuat huruf kendali yang tidak terlihat. Simpan ulang sebagai teks biasa (UTF-8).",
    Flaw.TOO_COMPLEX: f"Berkas ini terlalu rumit untuk diperiksa. Bagi menjadi beberapa berkas. {_PRINT}",
    Flaw.INFECTED: "Pemindai menemukan program berbahaya di dalam berkas ini. Bersihkan komputer asalnya.",
}


class Flawed(Exception):
    """A file has a flaw; whoever looks at it stops at the first."""

    def __init__(self, flaw: Flaw) -> None:
        """Name it."""
        super().__init__(flaw)
        self.flaw = flaw
