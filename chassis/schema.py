"""How values look over HTTP: marshmallow with closed objects and sentences in Indonesian beside the field."""

import re
from typing import Any

from marshmallow import RAISE, fields, validate
from marshmallow import Schema as MarshmallowSchema

_MESSAGES: dict[type[fields.Field[Any]], dict[str, str]] = {
    fields.Field: {
        "required": "Wajib diisi.",
        "null": "Tidak boleh kosong.",
        "validator_failed": "Isian tidak dapat diterima.",
    },
    fields.String: {"invalid": "Isi dengan teks.", "invalid_utf8": "Teks memuat huruf yang tidak dapat dibaca."},
    fields.Integer: {"invalid": "Isi dengan bilangan bulat."},
    fields.Boolean: {"invalid": "Isi dengan ya atau tidak."},
    fields.UUID: {"invalid_uuid": "Pengenal ini tidak dikenal."},
    fields.AwareDateTime: {
        "invalid": "Isi dengan tanggal, jam, dan zona waktu menurut RFC 3339.",
        "invalid_awareness": "Sertakan zona waktu, misalnya +07:00.",
        "format": "Tanggal ini tidak dapat ditulis.",
    },
    fields.Date: {"invalid": "Isi tanggal sebagai tahun-bulan-hari.", "format": "Tanggal ini tidak dapat ditulis."},
    fields.List: {"invalid": "Isi dengan daftar."},
    fields.Nested: {"type": "Isian ini tidak lengkap."},
    fields.Email: {"invalid": "Alamat surel belum lengkap. Contoh: nama@contoh.id"},
}
for _field, _messages in _MESSAGES.items():
    _field.default_error_messages = {**_field.default_error_messages, **_messages}


class Schema(MarshmallowSchema):
    """Base of every schema: an unknown field is a fault, not silence."""

    class Meta:
        """Unknown fields raise."""

        unknown = RAISE

    error_messages = {  # noqa: RUF012 - marshmallow reads it from the class
        "unknown": "Isian ini tidak dikenal.",
        "type": "Kirim sebuah objek JSON.",
    }


# Control characters but for tab and line ends; and half surrogates, which JSON can carry and UTF-8 cannot.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


class Text(fields.String):
    """A line or paragraph typed by a person: trimmed, limited, free of NUL and whatever else no database takes."""

    def __init__(self, *, longest: int, shortest: int = 1, **kwargs: Any) -> None:
        sentence = (
            f"Tulis {shortest} sampai {longest} karakter." if shortest > 1 else f"Paling panjang {longest} huruf."
        )
        limits = [validate.Length(min=shortest, max=longest, error=sentence)]
        if shortest == 1:  # who left it empty is told so, and not how much would be too much
            limits = [validate.Length(min=1, error="Wajib diisi."), validate.Length(max=longest, error=sentence)]
        super().__init__(validate=limits, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if UNREADABLE.search(text):
            raise self.make_error("invalid_utf8")
        return text.strip()


def one_of(choices: type[Any] | list[str]) -> validate.OneOf:
    """Return the validator of a closed list of codes."""
    return validate.OneOf([str(choice) for choice in choices], error="Pilih salah satu dari: {choices}.")
