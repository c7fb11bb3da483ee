"""A database of before the migrations were folded is answered, not broken."""

import psycopg
import pytest

from ppid.migrate import OlderSchema, check_age


def test_data_of_before_the_fold_is_refused_with_what_to_do(postgres_admin_url: str) -> None:
    with psycopg.connect(postgres_admin_url, autocommit=True) as admin:
        admin.execute("drop database if exists older")
        admin.execute("create database older")
    url = postgres_admin_url.rpartition("/")[0] + "/older"
    check_age(url)  # an empty one is fine
    with psycopg.connect(url) as database:
        database.execute("create table alembic_version (version_num varchar(32) not null)")
        database.execute("insert into alembic_version values ('0045')")
    with pytest.raises(OlderSchema, match="make reset"):
        check_age(url)
