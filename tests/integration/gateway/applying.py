"""A citizen who fills in the form of a request."""

from tests.integration.gateway.browser import Browser

PERSON = {
    "name": "Siti Nurlaila", "nik": "3276 9954 0398 9001", "address": "Jl. Kenanga Raya 12, Depok",
    "email": "siti@example.com", "phone": "", "occupation": "",
}  # fmt: skip
CONTENT = {
    "category": "anggaran_keuangan", "subject": "Realisasi anggaran 2025",
    "detail": "Mohon laporan realisasi anggaran.", "purpose": "Bahan skripsi",
}  # fmt: skip
OBTAIN = {"obtain": "copy", "format": "softcopy", "delivery": "download"}


def asks(citizen: Browser) -> Browser:
    """Fill in the form up to the last page."""
    citizen.get("/permohonan/baru").send({"kind": "person"})
    return citizen.send(PERSON).send(CONTENT).send(OBTAIN)
