"""Letters before the decision and answers to objections bear a number, a code and the office's name of their day."""

from alembic import op

revision = "0024"
down_revision = "0023"

# What was issued before keeps the number it bears; its code makes it verifiable from now on.
_BORNE = {
    "case_letter": "case_file a where a.tenant = l.tenant and a.id = l.case_id",
    "objection_reply": "objection_file a where a.tenant = l.tenant and a.id = l.id",
}


def upgrade() -> None:
    op.execute("alter table case_file no force row level security")
    op.execute("alter table objection_file no force row level security")
    for table, about in _BORNE.items():
        op.execute(f"alter table {table} no force row level security")
        for column in ("letter_number", "code", "office_name"):
            op.execute(f"alter table {table} add column {column} text")
        op.execute(
            f"""
            update {table} l
            set letter_number = (select a.number from {about}),
                code = replace(gen_random_uuid()::text, '-', ''),
                office_name = (select o.name from office o where o.code = l.tenant)
            """
        )
        for column in ("letter_number", "code", "office_name"):
            op.execute(f"alter table {table} alter column {column} set not null")
        op.execute(f"alter table {table} add constraint {table}_code unique (tenant, code)")
        op.execute(f"alter table {table} force row level security")
    op.execute("alter table case_file force row level security")
    op.execute("alter table objection_file force row level security")
