"""E-mail messages: honest ones as people save them, and ones made to do harm or to hide something."""

import base64
import io
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage

from services.documents.files.domain.flaws import Flaw
from services.documents.gate.domain.findings import Kind
from tests.corpora import gifs
from tests.corpora.honest import document, pdf, photo
from tests.corpora.hostile_pdfs import PDFS
from tests.corpora.leaking_pdfs import SECRET

Made = tuple[str, Callable[[], bytes], Flaw]
HEAD = b"From: ppid@kpu.go.id\r\nTo: humas@kpu.go.id\r\nSubject: Rekap\r\nDate: Wed, 25 Nov 2026 09:00:00 +0700\r\n"
PLAIN = HEAD + b"\r\nSelamat pagi.\r\n"
_MIXED = HEAD + b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def mail(text: str = "Selamat pagi.", html: str = "", **headers: str) -> EmailMessage:
    """A message as a mail program writes it."""
    made = EmailMessage()
    said = {"From": "PPID <ppid@kpu.go.id>", "To": "humas@kpu.go.id", "Subject": "Rekap – Beji"}
    for name, value in {**said, "Date": "Wed, 25 Nov 2026 09:00:00 +0700", **headers}.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    return made


def carrying(content: bytes, name: str, media_type: str = "application/octet-stream", **headers: str) -> bytes:
    """A message with an attachment."""
    made = mail(**headers)
    main, _, sub = media_type.partition("/")
    made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()


def forwarding(inner: EmailMessage, times: int = 1) -> bytes:
    """A message within a message, so many times."""
    for _ in range(times):
        outer = mail("Diteruskan.")
        outer.add_attachment(inner)
        inner = outer
    return inner.as_bytes()


def part(head: bytes, body: bytes = b"x") -> bytes:
    """A message of one part with these headers."""
    return _MIXED + b"--b\r\n" + head + b"\r\n\r\n" + body + b"\r\n--b--\r\n"


def nested(times: int) -> bytes:
    """Multiparts within each other."""
    made = HEAD + b"MIME-Version: 1.0\r\n"
    for number in range(times):
        made += b'Content-Type: multipart/mixed; boundary="n%d"\r\n\r\n--n%d\r\n' % (number, number)
    made += b"\r\nisi\r\n"
    for number in reversed(range(times)):
        made += b"--n%d--\r\n" % number
    return made


def _zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.exe", b"MZ")
    return made.getvalue()


def _hostile_pdf(flaw: Flaw) -> bytes:
    return next(make() for _, make, found in PDFS.values() if found is flaw)


def _said(content: bytes) -> Callable[[], bytes]:
    return lambda: content


_B64 = b"Content-Transfer-Encoding: base64"
MAILS: Mapping[str, Made] = {
    name: ("surel.eml", make, flaw)
    for name, (make, flaw) in {
        "text called message": (_said(b"Catatan: rapat\r\nTempat: Depok\r\n\r\nisi\r\n"), Flaw.OTHER_KIND),
        "text that only begins like a message": (_said(b"From: saya\r\nisi tanpa kepala\r\n"), Flaw.OTHER_KIND),
        "mailbox of many messages": (_said(b"From ppid@kpu.go.id Wed Nov 25\r\n" + PLAIN), Flaw.OTHER_KIND),
        "message with a page in its head": (
            _said(b"From: <script>x()</script>\r\nSubject: a\r\n\r\nx"), Flaw.TWO_KINDS),
        "message that is also a PDF": (_said(HEAD + b"\r\n%PDF-1.7\r\n"), Flaw.TWO_KINDS),
        "message that is also a ZIP": (lambda: PLAIN + b"isi\r\n" * 3000 + _zipped(), Flaw.TWO_KINDS),
        "message with NUL": (_said(b"%b%b\0" % (PLAIN, b"a" * 9000)), Flaw.CONTROLS),
        "message with a lone CR": (_said(HEAD + b"\r\n" + b"a" * 9000 + b"\rBcc: x\r\n"), Flaw.CONTROLS),
        "message with two kinds of content": (
            _said(HEAD + b"Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\nx"), Flaw.TWO_KINDS),
        "message of two senders": (_said(b"From: a@b.id\r\n" + PLAIN), Flaw.TWO_KINDS),
        "header of 100.000 letters": (_said(b"X-A: " + b"a" * 100_000 + b"\r\n" + PLAIN), Flaw.TOO_COMPLEX),
        "kind of content of a megabyte": (
            _said(HEAD + b"Content-Type: text/plain; " + b"a=b; " * 200_000 + b"\r\n\r\nx"), Flaw.TOO_COMPLEX),
        "1.000 headers": (_said(b"X-A: a\r\n" * 1000 + PLAIN), Flaw.TOO_COMPLEX),
        "1.000 parts": (
            _said(_MIXED + b"--b\r\n\r\nx\r\n" * 1000 + b"--b--\r\n"), Flaw.TOO_COMPLEX),
        "20 parts within each other": (lambda: nested(20), Flaw.TOO_COMPLEX),
        "5.000 parts within each other": (lambda: nested(5000), Flaw.TOO_COMPLEX),
        "12 messages within each other": (lambda: forwarding(mail(), 12), Flaw.TOO_COMPLEX),
        "message of 41 megabytes": (lambda: HEAD + b"\r\n" + (b"a" * 70 + b"\r\n") * 600_000, Flaw.UNPACKS),
        "parts without a boundary": (
            _said(HEAD + b"Content-Type: multipart/mixed\r\n\r\nx"), Flaw.DAMAGED),
        "parts that are not there": (_said(_MIXED + b"x\r\n"), Flaw.DAMAGED),
        "parts that do not end": (_said(_MIXED + b"--b\r\n\r\nx\r\n"), Flaw.DAMAGED),
        "broken base64": (lambda: part(b"Content-Type: text/plain\r\n" + _B64, b"a!b*c"), Flaw.DAMAGED),
        "unknown letters": (lambda: part(b"Content-Type: text/plain; charset=x-rahasia"), Flaw.DAMAGED),
        "text with a terminal's orders": (
            lambda: part(b"Content-Type: text/plain\r\n" + _B64, base64.b64encode(b"\x1b]0;x\x07")), Flaw.CONTROLS),
        "locked message": (
            _said(HEAD + b"Content-Type: multipart/encrypted; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n"),
            Flaw.LOCKED),
        "locked with S/MIME": (lambda: carrying(b"0", "smime.p7m", "application/pkcs7-mime"), Flaw.LOCKED),
        "content that lies elsewhere": (
            lambda: part(b'Content-Type: message/external-body; access-type=URL; URL="http://contoh.invalid"'),
            Flaw.EXTERNAL),
        "half a message": (lambda: part(b"Content-Type: message/partial; id=a; number=1"), Flaw.EXTERNAL),
        "message within, encoded": (
            lambda: part(b"Content-Type: message/rfc822\r\n" + _B64, base64.b64encode(PLAIN)), Flaw.ATTACHMENT),
        "attached program": (lambda: carrying(b"MZ\x90", "rekap.exe"), Flaw.ATTACHMENT),
        "attached program called PDF": (lambda: carrying(b"MZ\x90\0", "rekap.pdf"), Flaw.OTHER_KIND),
        "attached archive": (lambda: carrying(_zipped(), "rekap.zip"), Flaw.NESTED),
        "attached page with a script": (
            lambda: carrying(b"<html><script>x()</script>", "rekap.html", "text/html"), Flaw.ATTACHMENT),
        "attached PDF with a script": (lambda: carrying(_hostile_pdf(Flaw.SCRIPT), "a.pdf"), Flaw.SCRIPT),
        "attached PDF that unpacks without end": (lambda: carrying(_hostile_pdf(Flaw.UNPACKS), "a.pdf"), Flaw.UNPACKS),
        "attached bundle of Outlook (TNEF)": (
            lambda: carrying(b"\x78\x9f\x3e\x22" + bytes(60), "winmail.dat", "application/ms-tnef"), Flaw.ATTACHMENT),
        "attached invitation with a terminal's orders": (
            lambda: carrying(b"BEGIN:VCALENDAR\r\n\x1b]0;x\x07", "rapat.ics", "text/calendar"), Flaw.OTHER_KIND),
        "attached program called invitation": (lambda: carrying(b"MZ\x90\0", "rapat.ics"), Flaw.OTHER_KIND),
        "attached GIF that is none": (lambda: carrying(b"GIF89a" + bytes(60), "image001.gif"), Flaw.DAMAGED),
        "attachment whose name leads elsewhere": (lambda: carrying(b"x", "../../a.txt"), Flaw.ENTRY_NAMES),
        "attachment whose name turns around": (lambda: carrying(b"x", "a\u202eexe.txt"), Flaw.ENTRY_NAMES),
        "attachment of two names": (
            lambda: part(b'Content-Type: text/plain; name="a.exe"\r\nContent-Disposition: attachment; '
                         b'filename="a.txt"'), Flaw.TWO_KINDS),
        "attachment without a name": (lambda: part(b"Content-Type: application/octet-stream"), Flaw.ATTACHMENT),
        "page of 10.000 elements within each other": (
            lambda: mail(html="<div>" * 10_000 + "x").as_bytes(), Flaw.DAMAGED),
        "signature that is a program": (
            lambda: carrying(b"MZ", "smime.p7s", "application/pkcs7-signature"), Flaw.ATTACHMENT),
    }.items()
}  # fmt: skip


def thread() -> bytes:
    """A message in two forms with a forwarded one and an attachment."""
    made = mail("Terlampir.\n\n> Siti menulis:\n> tolong", "<p>Terlampir.</p><p style='color:red'>Siti</p>")
    made.add_attachment(mail("Yang pertama."))
    made.add_attachment(b"TPS;Suara\r\n01;250\r\n", maintype="text", subtype="csv", filename="rekap é.csv")
    return made.as_bytes()


def signature() -> bytes:
    """A message with the moving crest of an office below its words."""
    made = mail(html="<p>Salam,<br><img src='cid:a'></p>")
    page = made.get_payload()[1]  # type: ignore[index,union-attr]
    page.add_related(gifs.moving(), "image", "gif", cid="<a>", filename="image001.gif")  # type: ignore[union-attr]
    return made.as_bytes()


def invitation() -> bytes:
    """An invitation as a calendar sends it: in the message, and once more as a file."""
    event = (
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Rapat pleno\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    made = mail("Undangan rapat pleno.")
    made.add_alternative(event, subtype="calendar", params={"method": "REQUEST"})
    made.add_attachment(event.encode(), maintype="application", subtype="ics", filename="invite.ics")
    return made.as_bytes()


def signed() -> bytes:
    """A message with a signature beside it."""
    return carrying(b"0\x82\x01\x00" + bytes(200), "smime.p7s", "application/pkcs7-signature")


def pictured() -> bytes:
    """A message with a picture among its words."""
    made = mail(html="<p>Halo <img src='cid:a'></p>")
    page = made.get_payload()[1]  # type: ignore[index,union-attr]
    page.add_related(photo(90, 90, "PNG"), "image", "png", cid="<a>", filename="image001.png")  # type: ignore[union-attr]
    return made.as_bytes()


def returned() -> bytes:
    """What a mail server says of a message that it could not deliver (RFC 3464)."""
    report = b"Reporting-MTA: dns; mx.kpu.go.id\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    parts = {b"text/plain": b"Gagal.", b"message/delivery-status": report, b"text/rfc822-headers": b"Subject: x\r\n"}
    body = b"".join(b"--b\r\nContent-Type: %b\r\n\r\n%b\r\n" % part for part in parts.items())
    return _MIXED.replace(b"mixed", b"report") + body + b"--b--\r\n"


# Messages that hide or tell something: what is found, and a piece of the place that is named.
LEAKS: Mapping[str, tuple[Callable[[], bytes], Kind, str]] = {
    "way": (lambda: mail(Received="from [10.1.2.3]").as_bytes(), Kind.METADATA, "kepala surel: Received"),
    "sender's computer": (
        lambda: mail(X_Originating_IP="[10.1.2.3]").as_bytes(), Kind.METADATA, "kepala surel: X-Originating-IP"),
    "host": (lambda: mail(Message_ID="<1@laptop-siti>").as_bytes(), Kind.METADATA, "kepala surel: Message-ID"),
    "hidden receivers": (lambda: mail(Bcc="siti@kpu.go.id").as_bytes(), Kind.HIDDEN_TEXT, "kepala surel: Bcc"),
    "header of a program": (lambda: mail(X_Spam="1").as_bytes(), Kind.METADATA, "kepala surel lainnya"),
    "attachment": (lambda: carrying(b"x", "ktp.txt"), Kind.ATTACHMENT, "lampiran surel ke-1"),
    "number in an attachment's name": (lambda: carrying(b"x", f"{SECRET}.txt"), Kind.NIK, "lampiran surel ke-1"),
    "message within": (lambda: forwarding(mail()), Kind.ATTACHMENT, "lampiran surel ke-1"),
    "number in a message within": (lambda: forwarding(mail(SECRET)), Kind.NIK, "isi surel, baris 1"),
    "number in the subject": (lambda: mail(Subject=SECRET).as_bytes(), Kind.NIK, "kepala surel: Subject"),
    "number in the words": (lambda: mail(f"Yth.\n{SECRET}").as_bytes(), Kind.NIK, "isi surel, baris 2"),
    "number in a page": (lambda: mail(html=f"<p>{SECRET}").as_bytes(), Kind.NIK, "isi surel (HTML), baris 1"),
    "number broken across lines": (
        lambda: mail(f"Yth.\nNIK {SECRET[:6]} {SECRET[6:12]}\n{SECRET[12:]}").as_bytes(), Kind.NIK, "baris 2"),
    "description of the words": (
        lambda: part(f"Content-Type: text/plain\r\nContent-Description: rahasia {SECRET}".encode()), Kind.NIK,
        "kepala surel: Content-Description"),
    "header within a message within": (
        lambda: forwarding(mail(Received="from [10.1.2.3]")), Kind.METADATA, "kepala surel: Received"),
    "private address": (lambda: mail(Cc="siti@example.com").as_bytes(), Kind.EMAIL, "kepala surel: Cc"),
    "words that are not displayed": (
        lambda: mail(html="<p style='display: none'>rahasia</p>").as_bytes(), Kind.HIDDEN_TEXT, "isi surel (HTML)"),
    "white words": (
        lambda: mail(html="<font color='#FFFFFF'>rahasia</font>").as_bytes(), Kind.HIDDEN_TEXT, "isi surel (HTML)"),
    "words of no size": (
        lambda: mail(html="<b style='font-size:0'>rahasia</b>").as_bytes(), Kind.HIDDEN_TEXT, "isi surel (HTML)"),
    "words that a style hides": (
        lambda: mail(html="<style>.a{display:none}</style><p class=a>x").as_bytes(), Kind.HIDDEN_TEXT,
        "isi surel (HTML)"),
    "comment": (lambda: mail(html="<p>a<!-- rahasia -->").as_bytes(), Kind.COMMENT, "isi surel (HTML)"),
    "script": (lambda: mail(html="<p onclick='x()'>a").as_bytes(), Kind.SCRIPT, "isi surel (HTML)"),
    "picture that tells who reads": (
        lambda: mail(html="<img src='https://contoh.invalid/a.gif'>").as_bytes(), Kind.EXTERNAL_LINK,
        "isi surel (HTML)"),
    "letters that do not show": (lambda: mail("ra\u200bhasia").as_bytes(), Kind.HIDDEN_TEXT, "isi surel, baris 1"),
    "words before the parts": (
        _said(_MIXED + b"rahasia\r\n--b\r\n\r\nx\r\n--b--\r\n"), Kind.HIDDEN_TEXT, "sebelum bagian pertama"),
    "words behind what usually stands before the parts": (
        _said(_MIXED + b"This is a multi-part message in MIME format. rahasia\r\n--b\r\n\r\nx\r\n--b--\r\n"),
        Kind.HIDDEN_TEXT, "sebelum bagian pertama"),
    "words behind the parts": (
        _said(_MIXED + b"--b\r\n\r\nx\r\n--b--\r\nrahasia\r\n"), Kind.HIDDEN_TEXT, "setelah bagian terakhir"),
}  # fmt: skip
HONEST_MAILS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "message": ("surel.eml", _said(PLAIN)),
    "message of two forms with what it forwards": ("balasan.eml", thread),
    "signed message": ("resmi.EML", signed),
    "message with a script in its page": (
        "warta.eml", lambda: mail(html="<script>x()</script><p onclick='x()'>Isi").as_bytes(),
    ),
    "message with a PDF of 5 megabytes": (
        "besar.eml", lambda: carrying(pdf(5 << 20), "jawaban.pdf", "application/pdf"),
    ),
    "message with a picture among its words": ("gambar.eml", pictured),
    "message with a moving picture below its words": ("salam.eml", signature),
    "invitation": ("undangan.eml", invitation),
    "message that was not delivered": ("gagal.eml", returned),
    "message with an office file": (
        "lampiran.eml", lambda: carrying(document(), "jawaban – é.docx"),
    ),
    "message in UTF-8 without an encoding": ("polos.eml", lambda: HEAD + "\r\nSelamat pagi – é\r\n".encode()),
    "text that looks like a message": ("kutipan.txt", _said(PLAIN)),
}  # fmt: skip
