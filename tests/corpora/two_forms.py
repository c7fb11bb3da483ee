"""Messages in two forms, a plain and a page: alike as mail programs write them, and ones that say different things."""

from collections.abc import Callable, Mapping
from email.message import EmailMessage

from services.documents.domain.gate import Kind
from tests.corpora.mails import forwarding, mail

_PAGE = "isi surel (HTML)"
_GMAIL = (
    "Yth. Bapak,\n\nBerikut *rekap* suara di laman KPU <https://kpu.go.id/rekap?a=1>:\n\n   1. Beji: 12.345 suara\n"
    "   2. Cimanggis\n   - catatan\n\n[image: Lambang KPU]\n\nPada Sen, 23 Nov 2026 pukul 09.00 PPID <ppid@kpu.go.id>\n"
    "menulis:\n\n> Mohon kirim\n> rekap itu.\n"
)
_GMAIL_PAGE = (
    '<div dir="ltr">Yth. Bapak,<div><br></div><div>Berikut <b>rekap</b> suara di <a href="https://kpu.go.id/rekap?a=1">'
    "laman KPU</a>:</div><ol><li>Beji: 12.345 suara</li><li>Cimanggis<ul><li>catatan</li></ul></li></ol>"
    '<img src="cid:ii_1" alt="Lambang KPU"></div><br><div class="gmail_quote"><div class="gmail_attr">Pada Sen, 23 Nov '
    '2026 pukul 09.00 PPID &lt;<a href="mailto:ppid@kpu.go.id">ppid@kpu.go.id</a>&gt; menulis:<br></div>'
    "<blockquote>Mohon kirim rekap itu.</blockquote></div>"
)
_OUTLOOK = (
    "Yth. Ibu,\r\n\r\n  *   Suara sah\r\n  *   Suara tidak sah…\r\n\r\nTPS\tSuara\r\n01\t250\r\n\r\n"
    "[cid:image001.png@01DB3F2A.5C1E]\r\nTautan<https://kpu.go.id/>\r\n________________________________\r\n"
    "Dari: PPID <ppid@kpu.go.id>\r\n"
)
_OUTLOOK_PAGE = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>Rekap – Beji</title>'
    "<!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]-->"
    "<style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt} --></style>"
    '<!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026"/></xml><![endif]-->'
    "<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/><o:PixelsPerInch>96</o:PixelsPerInch>"
    "</o:OfficeDocumentSettings></xml><xml><w:WordDocument><w:View>Normal</w:View><w:LidThemeOther>EN-US"
    "</w:LidThemeOther></w:WordDocument></xml><![endif]--></head><body><p class=MsoNormal>Yth. Ibu,<o:p></o:p></p>"
    "<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'>"
    "<![if !supportLists]><span>·</span><![endif]>Suara sah<o:p></o:p></p>"
    "<ul><li>Suara tidak&nbsp;sah...</li></ul><table><tr><td>TPS</td><td>Suara</td></tr><tr><td>01</td><td>250</td>"
    '</tr></table><!--[if mso]><table><tr><td><![endif]--><img src="cid:image001.png@01DB3F2A.5C1E">'
    '<!--[if mso]></td></tr></table><![endif]--><!--[if !mso]><!--><a href="https://kpu.go.id/">Tautan</a>'
    "<!--<![endif]--><hr><b>Dari:</b> PPID &lt;ppid@kpu.go.id&gt;</body></html>"
)
_THUNDERBIRD = "Suara *sah* /dan/ _tidak sah_ Ko\u00adta Depok tahun 2024, menurut berita acara\nyang ditandatangani.\n"
_THUNDERBIRD_PAGE = (
    "<h2>SUARA <b>sah</b> <i>dan</i> <u>tidak sah</u></h2> Ko<wbr>ta Depok tahun 2024, menurut berita acara yang "
    "ditanda<b>tangani</b>."
)


def _apart() -> bytes:
    """A message as Apple Mail writes it: its page in pieces, around a picture."""
    made = mail("Sebelum gambar.\n\n\ufffc\n\nSesudah gambar.")
    page = EmailMessage()
    page.set_content("<p>Sebelum gambar.</p>", subtype="html")
    page.make_mixed()
    behind = EmailMessage()
    behind.set_content("<p>Sesudah gambar.</p>", subtype="html")
    page.attach(behind)
    made.make_alternative()
    made.attach(page)
    return made.as_bytes()


ALIKE: Mapping[str, Callable[[], bytes]] = {
    "as Gmail writes it": mail(_GMAIL, _GMAIL_PAGE).as_bytes,
    "as Outlook writes it": mail(_OUTLOOK, _OUTLOOK_PAGE).as_bytes,
    "as Thunderbird writes it": mail(_THUNDERBIRD, _THUNDERBIRD_PAGE).as_bytes,
    "as Apple Mail writes it": _apart,
    "without plain words": mail(" \n", "<p>Selamat pagi.</p>").as_bytes,
    "with a title that says what it is about": mail("Salam, warga", "<title>REKAP Beji: salam</title><p>Salam, warga")
    .as_bytes,
}  # fmt: skip

# What is found, the place that is named, and what is said of it.
DIFFERING: Mapping[str, tuple[Callable[[], bytes], Kind, str, str]] = {
    "word that only the plain form says": (
        mail("Selamat pagi.\n\nGaji Rahmat", "<p>Selamat pagi.</p>").as_bytes, Kind.HIDDEN_TEXT, "isi surel, baris 3",
        "2 kata yang tidak ada dalam bentuk HTML"),
    "words that only the page says": (
        mail("Selamat pagi.", "<p>Selamat pagi.</p><p>Gaji</p>").as_bytes, Kind.HIDDEN_TEXT, _PAGE,
        "1 kata yang tidak ada dalam bentuk teks biasa"),
    "other number": (
        mail("Suara sah: 250", "<p>Suara sah: 520</p>").as_bytes, Kind.HIDDEN_TEXT, _PAGE,
        "1 kata yang tidak ada dalam bentuk teks biasa"),
    "other words without end": (
        mail(" ".join(f"kata{number}x" for number in range(5000)), "<p>Halo").as_bytes, Kind.HIDDEN_TEXT,
        "isi surel, baris 1", "lebih dari 1000 kata yang tidak ada dalam bentuk HTML"),
    "link that only the plain form has": (
        mail("Halo <https://kpu.go.id/gaji-rahmat>", "<p>Halo <a href='https://kpu.go.id'>.</a>").as_bytes,
        Kind.HIDDEN_TEXT, "isi surel, baris 1", "2 kata yang tidak ada dalam bentuk HTML"),
    "words within a message that is passed on": (
        lambda: forwarding(mail("Satu.", "<p>Dua.</p>")), Kind.HIDDEN_TEXT, "isi surel, baris 1",
        "1 kata yang tidak ada dalam bentuk HTML"),
    "title that says something else": (
        mail("Salam", "<title>Gaji Rahmat</title><p>Salam").as_bytes, Kind.HIDDEN_TEXT, _PAGE, "judul halaman"),
    "words for Outlook alone": (
        mail("Salam", "<p>Salam</p><!--[if mso]><p>rahasia</p><![endif]-->").as_bytes, Kind.COMMENT, _PAGE, ""),
    "words among the settings for Outlook": (
        mail("Salam", "<p>Salam</p><!--[if gte mso 9]><xml><o:a>rahasia</o:a></xml><![endif]-->").as_bytes,
        Kind.COMMENT, _PAGE, ""),
    "words in a condition": (
        mail("Salam", "<p>Salam</p><![if gaji rahmat]><![endif]>").as_bytes, Kind.COMMENT, _PAGE, ""),
    "words beside a condition": (
        mail("Salam", "<p>Salam</p><!--[if mso]>rahasia<!-->").as_bytes, Kind.COMMENT, _PAGE, ""),
    "program for Outlook alone": (
        mail("Salam", "<p>Salam</p><!--[if mso]><script>x()</script><![endif]-->").as_bytes, Kind.SCRIPT, _PAGE, ""),
}  # fmt: skip
