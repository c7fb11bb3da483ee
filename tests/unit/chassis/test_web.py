"""The life of a request: what a tag says about a version."""

import pytest
from flask import Flask

from chassis.errors import PreconditionRequired
from chassis.web import expected_version
from tests.table import table


@table("tag", ['"7"', 'W/"7"', '"7-gzip"', '"7-zstd"', '"7-br"', 'W/"7-gzip"'])
def test_our_tag_names_its_version_also_weakened_or_renamed_on_the_way(tag: str) -> None:
    with Flask("web").test_request_context(headers={"If-Match": tag}):
        assert expected_version() == 7


@table("tag", ["", "*", '"7", "8"', '"7", W/"8"', '"7-deflated"', '"-gzip"', '"1234567890"', '"ten"'])
def test_whatever_names_no_version_of_ours_or_several_is_none(tag: str) -> None:
    with Flask("web").test_request_context(headers={"If-Match": tag}), pytest.raises(PreconditionRequired):
        expected_version()
