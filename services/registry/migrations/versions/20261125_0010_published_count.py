"""How many entries of each class an office has published: counted when one changes, not on every search."""

from alembic import op

from chassis import tables

revision = "0010"
down_revision = "0009"

_COUNT = """
create function {name}() returns trigger language plpgsql set search_path = public as $$
begin
    insert into published_count (tenant, kind, n) select tenant, kind, {change} count(*) from {rows} group by 1, 2
    on conflict (tenant, kind) do update set n = published_count.n + excluded.n;
    return null;
end
$$
"""
_TRIGGER = """
create trigger {name} after {event} on published_information referencing {which} table as {rows}
for each statement execute function {function}()
"""


def upgrade() -> None:
    op.execute(
        "create table published_count (tenant text, kind text, n bigint not null, primary key (tenant, kind))"
        " with (fillfactor = 50)"  # few rows, changed in place
    )
    op.execute("alter table published_information no force row level security")
    op.execute(
        "insert into published_count select tenant, kind, count(*) from published_information group by tenant, kind"
    )
    op.execute("alter table published_information force row level security")
    tables.protect("registry", "published_count")
    for change, which, rows, events in (("", "new", "added", "insert"), ("-", "old", "removed", "delete")):
        op.execute(_COUNT.format(name=f"count_{rows}", change=change, rows=rows))
        for event in (events, "update"):
            name = f"{event}_{rows}"
            op.execute(_TRIGGER.format(name=name, event=event, which=which, rows=rows, function=f"count_{rows}"))
