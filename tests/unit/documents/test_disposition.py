"""The name that a download is offered under, read back as a browser reads it (RFC 6266)."""

import pytest
from werkzeug.http import parse_options_header

from services.documents.files.api.content import disposition


@pytest.mark.parametrize(
    "name",
    [
        "laporan.pdf",
        'kutip "ganda" dan \\ miring.pdf',
        "titik; koma=1.pdf",
        "100% selesai.pdf",
        "Résumé – akhir.pdf",
        "تقرير.pdf",
        "報告書.pdf",
        "📄" * 190 + ".pdf",
        "a" * 196 + ".pdf",
    ],
)
def test_every_name_that_is_taken_is_offered_as_it_is_and_never_shown(name: str) -> None:
    said = disposition(name)
    kind, parameters = parse_options_header(said)
    assert (kind, parameters["filename"]) == ("attachment", name)
    assert said.isascii()
