"""The public-information list: entries, their published versions, and what the public may search."""

from alembic import op

from chassis import tables

revision = "0003"
down_revision = "0002"

_COLUMNS = """
    summary text not null,
    kind text not null,
    unit text not null,
    responsible text not null,
    made_on date not null,
    made_in text not null,
    form text not null,
    retention text not null,
    archive_class text,
    link text
"""
# What an office published is public by law (UU 14/2008 ps. 9-11), so reading crosses offices and writing does not.
# Row-level security on reads would also keep PostgreSQL from using the search index: `@@` is not leakproof.
_OFFICE = "tenant = (select nullif(current_setting('ppid.tenant', true), ''))"


def upgrade() -> None:
    for extension in ("pg_trgm", "btree_gin"):  # trusted: the owner of a database may
        op.execute(f"create extension if not exists {extension}")
    op.execute(
        f"""
        create table dip_item (
            tenant text not null,
            id uuid not null,
            {_COLUMNS},
            state text not null,
            published integer not null,
            review_on date,
            changed_at timestamptz not null,
            version integer not null,
            primary key (tenant, id)
        )
        """
    )
    op.execute("create index dip_item_newest on dip_item (tenant, state, changed_at desc, id)")
    op.execute("create index dip_item_review on dip_item (tenant, review_on) where state = 'published'")
    tables.protect("registry", "dip_item")
    op.execute(
        f"""
        create table dip_version (
            tenant text not null,
            id uuid not null,
            number integer not null,
            {_COLUMNS},
            decree_number text not null,
            decree_on date not null,
            published_at timestamptz not null,
            published_by text not null,
            primary key (tenant, id, number),
            foreign key (tenant, id) references dip_item (tenant, id)
        )
        """
    )
    tables.protect("registry", "dip_version", "select, insert")
    _public()


def _public() -> None:
    op.execute(
        """
        create table published_information (
            tenant text not null,
            id uuid not null,
            number integer not null,
            summary text not null,
            kind text not null,
            unit text not null,
            form text not null,
            made_on date not null,
            published_at timestamptz not null,
            search tsvector not null generated always as (
                setweight(to_tsvector('indonesian', translate(summary, '-/', '  ')), 'A')
                || setweight(to_tsvector('indonesian', translate(unit, '-/', '  ')), 'C')
            ) stored,
            primary key (tenant, id)
        )
        """
    )
    op.execute("create index published_information_search on published_information using gin (tenant, search)")
    op.execute(
        "create index published_information_newest on published_information (tenant, published_at desc, id)"
        " include (kind, made_on)"
    )
    app = "ppid_registry_app"
    op.execute("alter table published_information enable row level security")
    op.execute("alter table published_information force row level security")
    op.execute(f"create policy everybody_reads on published_information for select to {app} using (true)")
    op.execute(f"create policy office_adds on published_information for insert to {app} with check ({_OFFICE})")
    op.execute(
        f"create policy office_changes on published_information for update to {app} using ({_OFFICE})"
        f" with check ({_OFFICE})"
    )
    op.execute(f"create policy office_removes on published_information for delete to {app} using ({_OFFICE})")
    op.execute(f"grant select, insert, update, delete on published_information to {app}")
    # The words of published information with their stems, by which a mistyped word is found again.
    op.execute("create table published_word (word text primary key, stem text not null)")
    op.execute("create index published_word_like on published_word using gin (word gin_trgm_ops)")
    op.execute("create index published_word_stem on published_word (stem)")
    op.execute(f"grant select, insert on published_word to {app}")
