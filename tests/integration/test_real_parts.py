"""The parts that the other integration tests stand on answer as the platform will meet them."""

from io import BytesIO
from urllib.parse import urlsplit

import pika
import psycopg
import pytest
from minio import Minio

from chassis.settings import SERVICES
from ppid.migrate import migrate_all

pytestmark = pytest.mark.stack


def test_postgres_orders_text_the_same_everywhere(postgres_admin_url: str) -> None:
    with psycopg.connect(postgres_admin_url) as connection:
        rows = connection.execute("select w from unnest(array['b', 'A', 'a', 'B']) w order by w").fetchall()
    assert [word for (word,) in rows] == ["A", "B", "a", "b"]


def test_rabbitmq_declares_quorum_queues_and_streams(rabbitmq_url: str) -> None:
    with pika.BlockingConnection(pika.URLParameters(rabbitmq_url)) as connection:
        channel = connection.channel()
        for kind in ("quorum", "stream"):
            declared = channel.queue_declare(kind, durable=True, arguments={"x-queue-type": kind})
            assert declared.method.message_count == 0


def test_s3_keeps_versions(s3_url: str) -> None:
    parts = urlsplit(s3_url)
    client = Minio(f"{parts.hostname}:{parts.port}", parts.username, parts.password, secure=False)
    client.make_bucket("uji-versi", object_lock=True)
    first = client.put_object("uji-versi", "surat", BytesIO(b"satu"), 4)
    client.put_object("uji-versi", "surat", BytesIO(b"dua"), 3)
    kept = client.get_object("uji-versi", "surat", version_id=first.version_id)
    assert kept.read() == b"satu"
    kept.close()
    kept.release_conn()


def test_clamd_answers(clamd_address: str) -> None:
    assert clamd_address.startswith("127.0.0.1:")


def test_preparing_the_databases_again_changes_nothing(service_env: dict[str, str]) -> None:
    migrate_all(service_env, with_bootstrap=True)
    for service in SERVICES:
        with psycopg.connect(service_env[f"PPID_{service.upper()}_OWNER_DATABASE_URL"]) as connection:
            (database,) = connection.execute("select current_database()").fetchone() or ("",)
            assert database == f"ppid_{service}"


def test_a_service_can_see_whether_its_database_is_migrated(service_env: dict[str, str]) -> None:
    for service in SERVICES:
        with psycopg.connect(service_env[f"PPID_{service.upper()}_DATABASE_URL"]) as connection:
            assert connection.execute("select version_num from alembic_version").fetchone()
