"""How letters travel to the mail server: in the clear, after STARTTLS, or in TLS from the start, and signed in."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from chassis.directory import Profile
from services.notify import channels
from services.notify.channels import Sender, carrier_of
from services.notify.config import Config
from tests.integration.notify_world import Mailbox
from tests.localcompose.ports import free_ports

# The library does not see that with `smtps` everything is within TLS already.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
SENDER = Sender("KPU Kota Depok", "depokkotappid.localhost", Profile())
LOGIN = ("ppid@kpu", "kata: sandi/1")
LETTER = b"Subject: Permohonan\r\n\r\nIsi.\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that signs itself, with its key, in one file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "surat")])
    now = datetime.now(UTC)  # of the machine, by which TLS goes
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ) + signed.public_bytes(serialization.Encoding.PEM)
    file = tmp_path_factory.mktemp("tls") / "surat.pem"
    file.write_bytes(pem)
    return file


class _Server(Controller):
    def _trigger_server(self) -> None:
        """Knock once, as the library does, without asking the server who it is."""
        if self.ssl_context is None:
            return super()._trigger_server()
        anybody = ssl.create_default_context()
        anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection(("127.0.0.1", self.port), 5) as plain, anybody.wrap_socket(plain) as knocking:
            knocking.recv(64)
        return None


@pytest.fixture(params=["smtp+starttls", "smtps"])
def mail_server(request: pytest.FixtureRequest, certificate: Path) -> Iterator[tuple[Mailbox, Config]]:
    """A mail server that takes letters over TLS from whoever signs in."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    box, (port,) = Mailbox(), free_ports(1)

    def known(_server: object, _session: object, _envelope: object, _mechanism: str, said: LoginPassword) -> AuthResult:
        return AuthResult(success=(said.login.decode(), said.password.decode()) == LOGIN)

    options = {"authenticator": known, "auth_required": True, "auth_require_tls": request.param != "smtps"}
    if request.param == "smtps":
        options["ssl_context"] = context
    else:
        options |= {"tls_context": context, "require_starttls": True}
    server = _Server(box, hostname="127.0.0.1", port=port, **options)
    server.start()
    yield box, Config(request.param, "127.0.0.1", port, LOGIN, "http://intake", "http://gateway")
    server.stop()


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    """Whom the machine trusts differs from test to test."""
    channels.trusted.cache_clear()
    yield
    channels.trusted.cache_clear()


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.mark.usefixtures("trusted")
def test_a_letter_goes_over_tls_after_signing_in(mail_server: tuple[Mailbox, Config]) -> None:
    box, config = mail_server
    with carrier_of(config, SENDER) as carrier:
        carrier.sendmail("ppid@depokkotappid.localhost", ["siti@example.com"], LETTER)
    assert [letter["Subject"] for letter in box.letters] == ["Permohonan"]


def test_a_server_that_cannot_prove_who_it_is_gets_nothing(mail_server: tuple[Mailbox, Config]) -> None:
    _, config = mail_server
    with pytest.raises(ssl.SSLCertVerificationError):
        carrier_of(config, SENDER)
