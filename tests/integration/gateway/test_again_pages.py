"""What lapsed or was withdrawn may be asked anew: what was asked is kept, who asks is asked again (R-06)."""

import pytest

from chassis.client import Refused
from tests.integration.gateway.applying import asks
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.services import Memory

pytestmark = pytest.mark.stack


@pytest.mark.parametrize("state", ["lapsed", "withdrawn"])
def test_what_ended_without_an_answer_is_asked_anew_with_its_words_kept(
    citizen: Browser, memory: Memory, case_id: str, state: str
) -> None:
    memory.moves[case_id] = {"stage": state, "act": state}
    old = memory.requests[case_id]
    page = f"/permohonan/{old['token']}"
    citizen.get(page)
    assert f'href="{page}/ajukan-lagi"' in citizen.text
    citizen.get(f"{page}/ajukan-lagi")
    assert "Isi permohonan yang lama sudah terisi" in citizen.words
    citizen.send({"kind": "person"})
    who = {"name": "Siti Nurlaila", "nik": "3276995403989001", "address": "Jl. Kenanga 12", "email": "s@example.com"}
    citizen.send(who)
    assert f'value="{old["subject"]}"' in citizen.text
    assert old["detail"] in citizen.text
    citizen.send({name: old[name] for name in ("category", "subject", "purpose")} | {"detail": "Tahun 2025 saja."})
    for name in ("obtain", "format", "delivery"):
        assert f'name="{name}" value="{old[name]}"' in citizen.text
    citizen.send({name: old[name] for name in ("obtain", "format", "delivery")})
    citizen.send({"declaration": "yes"})
    (new,) = [one for one in memory.requests.values() if one["id"] != case_id]
    assert (new["subject"], new["detail"], new["purpose"]) == (old["subject"], "Tahun 2025 saja.", old["purpose"])
    assert new["number"] != old["number"]


def test_a_forgotten_kind_of_applicant_is_asked_for_and_the_words_stay(
    citizen: Browser, memory: Memory, case_id: str
) -> None:
    memory.moves[case_id] = {"stage": "lapsed", "act": "lapsed"}
    citizen.get(f"/permohonan/{memory.requests[case_id]['token']}/ajukan-lagi").send({"kind": ""})
    assert 'class="fault"' in citizen.text
    citizen.send({"kind": "person"})
    assert citizen.path.endswith("/identitas")


def test_a_request_that_goes_on_is_not_asked_anew(citizen: Browser, memory: Memory, case_id: str) -> None:
    page = f"/permohonan/{memory.requests[case_id]['token']}"
    citizen.get(page)
    assert "ajukan-lagi" not in citizen.text
    citizen.get(f"{page}/ajukan-lagi")
    assert citizen.path.endswith(page)


def test_who_sends_the_same_words_again_is_shown_the_first_and_may_say_that_this_is_another(
    citizen: Browser, memory: Memory
) -> None:
    asks(citizen)
    first = {"title": "Permohonan ini sudah kami terima", "detail": "Nomornya 001/PPID-P/32.76/XI/2026."}
    memory.refusals.append(Refused({"code": "already-submitted", **first}, 409))
    assert 'name="another"' not in citizen.text
    citizen.send({"declaration": "yes"})
    assert "sudah kami terima. Nomornya 001/PPID-P/32.76/XI/2026." in citizen.words
    citizen.send({"declaration": "yes", "another": "yes"})
    ((kept),) = memory.requests.values()
    assert kept["another"] is True
