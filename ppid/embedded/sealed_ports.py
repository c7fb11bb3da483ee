"""Keys without which the object store answers nobody on the ports that its roles talk to each other through.

S3 asks everybody for a signature of its own. Behind it stand a master, a volume server and a filer, whose ports any
user of the machine can reach, and any web page that a browser on it shows.
"""

import hmac
import ssl
from datetime import UTC, datetime, timedelta
from http.client import HTTPSConnection
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ppid.environment import write_secretly

CERTIFICATE = "roles.pem"  # its key and itself, the one authority that they believe
LOOPBACK = IPv4Address("127.0.0.1")
_GRPC = ("volume", "master", "filer", "s3", "client")
_SIGNED = ("signing", "signing.read", "filer_signing", "filer_signing.read")


def configuration(folder: Path, secret: str) -> str:
    """Return the store's `security.toml`: a certificate for whoever asks a role, also over gRPC, tokens besides."""
    pem = f'"{folder / CERTIFICATE}"'
    lines = ['[cors.allowed_origins]\nvalues = "none.invalid"', f"[grpc]\nca = {pem}"]
    lines += [f"[https.{role}]\ncert = {pem}\nkey = {pem}\nca = {pem}" for role in ("master", "volume")]
    lines += [f"[https.client]\nenabled = true\ncert = {pem}\nkey = {pem}\nca = {pem}"]
    lines += [f"[grpc.{role}]\ncert = {pem}\nkey = {pem}" for role in _GRPC]
    lines += [f'[jwt.{use}]\nkey = "{_key(secret, use)}"' for use in _SIGNED]
    return "\n\n".join(lines) + "\n"


def write_certificate(file: Path) -> None:
    """Make a certificate, anew at each start, that is nobody's but the store's."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ppid-objects")])
    began = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(began)
        .not_valid_after(began + timedelta(days=3650))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(LOOPBACK)]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    text = key.private_bytes(serialization.Encoding.PEM, *form) + certificate.public_bytes(serialization.Encoding.PEM)
    write_secretly(file, text.decode())


def connection(port: int, certificate: Path) -> HTTPSConnection:
    """Ask a role as one of the roles.

    Raises:
        OSError: there is no certificate yet.
    """
    context = ssl.create_default_context(cafile=certificate)
    context.check_hostname = False  # there is one certificate only, and nobody else has its key
    context.load_cert_chain(certificate)
    return HTTPSConnection(str(LOOPBACK), port, timeout=2, context=context)


def _key(secret: str, use: str) -> str:
    return hmac.digest(secret.encode(), use.encode(), "sha256").hex()
