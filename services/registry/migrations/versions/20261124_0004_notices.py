"""Written notices say all of UU 14/2008 ps. 22(7) and are numbered; a case keeps when it was answered."""

from alembic import op

from chassis import tables

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("alter table case_file add column answered_on date, add column answer_due_on date")
    op.execute(
        """
        create table letter_counter (
            tenant text not null,
            kind text not null,
            year integer not null,
            last integer not null,
            primary key (tenant, kind, year)
        )
        """
    )
    tables.protect("registry", "letter_counter", "select, insert, update (last)")
    op.execute(
        """
        alter table written_notice
            add column letter_number text,
            add column code text,
            add column office_name text,
            add column given text,
            add column withheld text,
            add column medium text,
            add column handover text,
            add column cost bigint not null default 0,
            add column payment text,
            add column tested_on date,
            add column exempt_until date,
            add column holder text,
            add column signer text,
            add column capacity text not null default 'ppid',
            add column due_on date,
            add column due_article text,
            add column objection_days integer not null default 30,
            add column objection_article text not null default 'UU 14/2008 Pasal 36 ayat (1)',
            add column objection_cautions text[] not null default '{}'
        """
    )
    _complete_what_was_issued_before()
    op.execute(
        """
        alter table written_notice
            alter column letter_number set not null,
            alter column code set not null,
            alter column office_name set not null,
            alter column signer set not null,
            alter column due_on set not null,
            alter column due_article set not null,
            alter column cost drop default,
            alter column capacity drop default,
            alter column objection_days drop default,
            alter column objection_article drop default,
            alter column objection_cautions drop default,
            add constraint written_notice_letter unique (tenant, letter_number),
            add constraint written_notice_code unique (tenant, code)
        """
    )


def _complete_what_was_issued_before() -> None:
    """Notices of the first days carried no letter number: theirs is the registration number, marked."""
    for table in ("case_file", "written_notice"):
        op.execute(f"alter table {table} no force row level security")
    op.execute(
        """
        update written_notice n
        set letter_number = c.number || '/PT', code = replace(gen_random_uuid()::text, '-', ''),
            office_name = o.name, signer = n.decided_by, due_on = c.due_on,
            due_article = case c.regime when 'election' then 'PerKI 1/2019 Pasal 12'
                          else 'UU 14/2008 Pasal 22 ayat (7)' end,
            medium = case when cardinality(n.documents) > 0 then 'softcopy' end
        from case_file c, office o
        where c.tenant = n.tenant and c.id = n.id and o.code = n.tenant
        """
    )
    op.execute(
        """
        update case_file c
        set answered_on = (n.decided_at at time zone o.time_zone)::date, answer_due_on = c.due_on
        from written_notice n, office o
        where n.tenant = c.tenant and n.id = c.id and o.code = c.tenant
        """
    )
    for table in ("case_file", "written_notice"):
        op.execute(f"alter table {table} force row level security")
