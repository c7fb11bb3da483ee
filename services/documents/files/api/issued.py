"""Whether an office issued a file: anybody may ask who holds the file, or its SHA-256."""

import re
from typing import Any

from flask_smorest import Blueprint

from chassis.errors import NotFound
from services.documents.files.queries import releases
from services.documents.files.schemas.issued import IssuedSchema

SHA256 = re.compile(r"[0-9a-f]{64}")

blueprint = Blueprint("issued", __name__, url_prefix="/v1/issued", description="Keaslian berkas")


@blueprint.get("/<sha256>")
@blueprint.response(200, IssuedSchema)
def show_issued(sha256: str) -> dict[str, Any]:
    """The file with these very bytes, if this office gave it to an applicant; nothing about any person."""
    if not SHA256.fullmatch(sha256):
        raise NotFound
    return releases.issued(sha256)
