"""Logs never hold what identifies a person."""

import pytest

from chassis.log import mask


@pytest.mark.parametrize("secret", ["3276995403989001", "pemohon01@example.com", "+6281000000001"])
def test_identity_numbers_addresses_and_phones_are_blotted_out_wherever_they_stand(secret: str) -> None:
    entry = {"event": "said", "error": f"nilai {secret} salah", "nested": {"list": [f"({secret})"]}, "n": 7}
    assert secret not in str(mask(None, "info", entry))
    assert mask(None, "info", entry)["n"] == 7
