"""Pages: a template, the words of the reader's language, and what every page needs to know of office and reader."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from flask import Flask, current_app, g, render_template, request
from markupsafe import Markup, escape

from chassis import clock as chassis_clock
from chassis.directory import Office
from chassis.service import runtime
from gateway import i18n
from gateway.auth import challenges, forms
from gateway.auth.sessions import SignedIn
from gateway.backends import Backends
from gateway.backends import files as file_words
from gateway.portal import dates, look, menus, registers
from gateway.portal.fields import key_of
from gateway.portal.lateness import late

ON_ONE_LINE = 32  # letters of a number that a narrow screen still shows
NATION_ZONE = "Asia/Jakarta"
LANGUAGE_COOKIE = "ppid_bahasa"


def page(template: str, **values: Any) -> str:
    """Render a page for the reader and office of this request."""
    staff: SignedIn | None = g.get("staff")
    office: Office | None = g.get("office")
    menu = menus.menu(office, staff) if office else ()
    here = request.path.rstrip("/") or "/"
    return render_template(template, staff=staff, office=office, menu=menu, here=here, **_site(office), **values)


def own_path() -> str:
    """Return the path of this request, fit for a link: quoted, with one slash before it, so that no browser reads a
    host.
    """
    return "/" + quote(request.path.lstrip("/"))


def services() -> Backends:
    """Return the services behind the pages."""
    backends: Backends = current_app.extensions["backends"]
    return backends


def words(key: str, **values: Any) -> str:
    """Return the sentence of a key in the reader's language."""
    return i18n.translate(language(), key, **values)


def unbroken(number: str) -> Markup:
    """Return a number that stays on one line: browsers may break it at a hyphen. One that fits on none breaks all the
    same.
    """
    if len(number) > ON_ONE_LINE:
        return escape(number)
    return Markup('<span class="nowrap">{}</span>').format(number)


def numbered(key: str, number: str, **values: Any) -> Markup:
    """Return the sentence of a key with a number in it, which stays on one line."""
    before, after = words(key, number="\0", **values).split("\0")
    return escape(before) + unbroken(number) + escape(after)


def language() -> str:
    """Return the reader's language."""
    return str(g.get("language", i18n.ORIGINAL))


def zone() -> str:
    """Return the time zone of the office in force; of the capital on the national portal."""
    office: Office | None = g.get("office")
    return office.time_zone if office else NATION_ZONE


def today() -> date:
    """Today by the office's calendar on the wall."""
    return chassis_clock.in_zone(chassis_clock.now(), zone()).date()


def day(value: str | date | datetime) -> str:
    """Return a day as the reader reads it."""
    return dates.short_day(dates.as_day(value, zone()), language())


def sentences(faults: Mapping[str, str]) -> dict[str, str]:
    """Faults by field: keys turned into the reader's words; a service's own sentence says the field's name as well."""
    return {name: _sentence(key_of(name), said) for name, said in faults.items()}


def clock_words(state: str, left: int) -> str:
    """Return what a clock says: `sisa 4 hari kerja`, `lewat 4 hari kerja`."""
    if state == "late" and left < 0:
        return words("clock.late_by", n=-left)
    if state in ("late", "stopped", "closed"):
        return words(f"clock.{state}")
    if state == "answered_late":
        return words("clock.answered_late", n=abs(left)) if left else words("clock.answered_after")
    return words("clock.last_day") if left == 0 else words("clock.left", n=left)


def register(app: Flask) -> None:
    """Give the templates their words and functions."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        t=words,
        numbered=numbered,
        unbroken=unbroken,
        static=static,
        state_look=look.state_look,
        clock_look=look.CLOCKS.__getitem__,
        clock_words=clock_words,
        late_words=lambda fact: late(fact, words, lambda code: runtime().directory.by_code(code).name, day),
        message_look=lambda state: look.MESSAGES.get(state, ("", "info")),
        message_words=_message,
        still_open=file_words.still_open,
        file_look=lambda state: look.FILES.get(state, ("", "info")),
        redaction_look=look.REDACTIONS.__getitem__,
        waiting_look=look.WAITING.__getitem__,
        claim_look=look.CLAIMS.__getitem__,
        event_words=lambda key: _or_other(*key.split(".", 1)),
        happening_look=look.happening_look,
        happening_words=_happening,
        applicant_rows=_applicant_rows,
        unprefixed=registers.unprefixed,
        first_counted=lambda deadline: next(day["on"] for day in deadline["days"] if day["ordinal"]),
        hint_of=_hint,
        choice_text=_choice,
        label_of=_label,
        **_days(),
        form_proof=_form_proof,
        challenge_bits=challenges.BITS,
        in_language=_in_language,
        in_original=lambda key: i18n.translate(i18n.ORIGINAL, key),
        megabytes=_megabytes,
    )


def _days() -> dict[str, Callable[..., Any]]:
    """Return what templates say of days and moments, in the reader's language and on the office's wall."""
    return {
        "short_day": day,
        "long_day": lambda value: dates.long_day(dates.as_day(value, zone()), language()),
        "iso_day": lambda value: dates.as_day(value, zone()).isoformat(),
        "month": lambda value: dates.month(value, language()),
        "short_moment": lambda value: dates.short_moment(value, zone(), language()),
        "passed": lambda value: datetime.fromisoformat(value) < chassis_clock.now(),
        "weekdays": lambda: dates.weekdays(language()),
    }


@cache
def static(name: str) -> str:
    """Return the address of a file that browsers may keep: its content is part of the address."""
    content = files("gateway").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def _site(office: Office | None) -> dict[str, Any]:
    settings = g.settings
    edge = urlsplit(settings.edge_url)
    port = f":{edge.port}" if edge.port else ""
    return {
        "language": language(),
        "site_name": office.name if office else words("national.name"),
        "home_path": "/kerja" if g.get("staff") else "/",
        "national_url": f"{edge.scheme}://{settings.base_domain}{port}/",
        "office_above": _above(office),
    }


def _above(office: Office | None) -> dict[str, str] | None:
    """Return the office one level up, whom people ask where nothing is known of how this one is reached."""
    if office is None or office.parent is None or office.profile.line:
        return None
    above = runtime().directory.by_code(office.parent)
    return {"name": above.name, "address": g.settings.office_url(above.host)}


def _sentence(name: str, said: str) -> str:
    if not i18n.has(language(), said):
        label = _named(name)
        return said if not label or label.casefold() in said.casefold() else f"{label}: {said}"
    own = f"field.{name}.{said.rpartition('.')[2]}"  # some fields say it better in their own words
    return words(own) if i18n.has(language(), own) else words(said, label=_named(name))


def _named(name: str) -> str:
    """Return a field's name in a fault: a question without its mark; nothing where a fault belongs to no field."""
    key = f"field.{name}.label"
    return _label(name).rstrip("?") if i18n.has(language(), key) else ""


def _label(name: str) -> str:
    """Return what a field is called beside its answer; shorter than the question where that has a short form."""
    short = f"field.{name}.short"
    return words(short if i18n.has(language(), short) else f"field.{name}.label")


def _hint(name: str) -> str:
    key = f"field.{name}.hint"
    return words(key) if i18n.has(language(), key) else ""


def _choice(name: str, choice: str) -> str:
    return words(f"category.{choice}" if name == "category" else f"field.{name}.choice.{choice}.text")


def _or_other(group: str, name: str) -> str:
    key = f"{group}.{name}"
    return words(key if i18n.has(language(), key) else f"{group}.other")


def _message(group: str, name: str) -> str:
    key = f"message.{group}.{name}"
    return words(key) if i18n.has(language(), key) else name


def _happening(kind: str, facts: Mapping[str, Any]) -> str:
    said = _or_other("happened", kind.replace(".", "_"))
    match kind:
        case "document.stored":
            more = facts["name"]
        case "notice.sent":
            more = _message("kind", facts["kind"])
        case "case.advanced":
            return words(f"progress.done.{facts['step']}")
        case "case.delivered":
            more = words(f"delivery.{facts['step']}.{facts['way']}")
        case "case.decided":
            more = words(f"state.{facts['outcome']}")
        case "received":
            more = words(f"channel.{facts['channel']}")
        case _:
            return said
    return f"{said}: {more}"


def _applicant_rows(person: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Who asks, with the labels that this kind of applicant saw on the form."""
    attorney, body, proof = (person.get(part) or {} for part in ("attorney", "organisation", "identity"))
    values = {
        "kind": words(f"field.kind.choice.{person['kind']}.text"),
        "group_name" if person["kind"] == "group" else "organisation_name": body.get("name"),
        "registration_number": body.get("registration_number"),
        {"legal_body": "contact_name"}.get(person["kind"], "name"): person["name"]
        if not attorney or attorney["name"] != person["name"]
        else None,
        "attorney_name": attorney.get("name"),
        "attorney_nik" if attorney else "nik": person.get("nik"),
        "identity_number": proof and f"{_choice('identity_kind', proof['kind'])} {proof['number']}",
        "letter_number": attorney.get("letter_number"),
        "letter_date": attorney.get("letter_date") and day(attorney["letter_date"]),
        "principals": "\n".join(person.get("principals") or ()),
        "occupation": person.get("occupation"),
        "address": person.get("address"),
        "email": person.get("email"),
        "phone": person.get("phone"),
    }
    labels = {"kind": words("check.applicant")}
    return [(labels.get(name) or _label(name), value) for name, value in values.items() if value]


def _form_proof() -> str:
    if not g.get("anchor"):
        g.anchor = g.new_anchor = forms.new_anchor()
    return forms.proof(g.anchor)


def _in_language(code: str) -> str:
    """Address this page in another language, for a reader without scripts or cookies of ours so far."""
    if request.method != "GET":
        return f"{own_path()}?{urlencode({'bahasa': code})}"
    arguments = [(name, value) for name, value in request.args.items(multi=True) if name != "bahasa"]
    return f"{own_path()}?{urlencode([*arguments, ('bahasa', code)])}"


def _megabytes(size: int) -> str:
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} kB"
    figure = f"{size / 1024 / 1024:.1f}"
    return f"{figure.replace('.', ',') if language() == 'id' else figure} MB"
