"""The packaged offices."""

from collections import Counter
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from ppid.offices import UnknownOfficeError, office, offices


def test_every_office_is_there() -> None:
    assert Counter(o.level for o in offices().values()) == {"ri": 1, "provinsi": 38, "kabupaten": 416, "kota": 98}


def test_an_office_tells_its_name_zone_and_host_label() -> None:
    depok = office("32.76")

    assert depok.name == "KPU Kota Depok"
    assert depok.time_zone == "Asia/Jakarta"
    assert depok.parent == "32"
    assert depok.label == "depokkotappid"


def test_kpu_ri_stands_above_all_and_has_aliases() -> None:
    assert office("00").parent is None
    assert "KPU RI" in office("00").aliases
    assert office("11.01").aliases == ()


def test_every_parent_is_an_office_and_every_zone_is_known() -> None:
    for one in offices().values():
        assert one.parent is None or one.parent in offices()
        assert ZoneInfo(one.time_zone)


def test_labels_are_unique() -> None:
    assert len({one.label for one in offices().values()}) == len(offices())


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownOfficeError):
        office("99.99")


def test_the_licence_of_the_region_data_travels_with_it() -> None:
    notice = files("ppid").joinpath("data", "NOTICE").read_text("utf-8")

    assert "MIT License" in notice
    assert "Permission is hereby granted" in notice
