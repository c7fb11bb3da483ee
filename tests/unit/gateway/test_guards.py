"""Small guards: how long a guesser waits, what a password check gives away, where a form comes from."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from gateway.auth import challenges, forms, passwords, throttle
from gateway.auth.throttle import FORGET
from tests.table import table

SITE = "http://depokkotappid.localhost:8080"


@table(("tries", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (9, 480), (12, 900), (99, 900)])
def test_waiting_doubles_with_each_try_up_to_a_quarter_of_an_hour(tries: int, seconds: int) -> None:
    assert throttle.wait(tries, 5) == timedelta(seconds=seconds)
    assert throttle.wait(tries, 5) <= FORGET


def test_no_answer_is_never_taken_for_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(challenges, "BITS", 0)
    assert challenges.worked("soal", "0")
    assert not challenges.worked("soal", "")


def test_a_password_is_kept_as_argon2id_with_a_salt_of_its_own() -> None:
    first, second = passwords.hash_password("rahasia"), passwords.hash_password("rahasia")
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first != second
    assert passwords.matches(first, "rahasia")
    assert not passwords.matches(first, "Rahasia")


def test_twenty_who_sign_in_at_once_are_all_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords._AT_ONCE, "_patience", 60)  # that they wait is at stake, not this machine
    kept = passwords.hash_password("rahasia")
    with ThreadPoolExecutor(20) as people:
        assert all(people.map(lambda _: passwords.matches(kept, "rahasia"), range(20)))


def test_nobody_has_no_password_not_even_the_empty_one() -> None:
    assert not passwords.matches(None, "")
    assert not passwords.matches(None, "rahasia")


@table(
    "headers",
    [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": SITE}, {}],
)
def test_a_form_of_our_own_site_passes(headers: dict[str, str]) -> None:
    forms.check_origin(headers, SITE)


@table(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": SITE},
        {"Origin": "http://bandungkotappid.localhost:8080"},
        {"Origin": "https://depokkotappid.localhost:8080"},
        {"Origin": "null"},
    ],
)
def test_a_form_of_another_site_does_not(headers: dict[str, str]) -> None:
    with pytest.raises(forms.Foreign):
        forms.check_origin(headers, SITE)
