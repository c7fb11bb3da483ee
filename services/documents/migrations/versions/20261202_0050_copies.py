"""What is given of a file is a copy made anew, and each file has one standing.

What was given already was given as it came, and stays so. All else gets its copy now.
"""

from alembic import op

revision = "0050"
down_revision = "0049"
_READ = ("acceptance", "clearance", "copy", "document", "errand", "redaction", "release")
_STANDING = """
update document d set standing = case
    when state in ('receiving', 'waiting') then 'checking'
    when state = 'abandoned' then 'refused'
    when state <> 'stored' then state
    when original_at is not null then 'given'
    else 'copying' end
"""


def upgrade() -> None:
    op.execute("alter table redacted_copy rename to copy")
    op.execute("alter table copy drop constraint redacted_copy_tenant_document_id_fkey")
    for column in (
        "original_id uuid", "done integer not null default 0", "whole integer not null default 0", "fault text",
        "losses text[] not null default '{}'",
    ):  # fmt: skip
        op.execute(f"alter table copy add column {column}")
    for column in ("redaction_id", "boxes_version", "made_at"):
        op.execute(f"alter table copy alter column {column} drop not null")
    op.execute("alter table copy alter column readable set default true")
    op.execute("grant update, delete on copy to ppid_documents_app")
    op.execute("alter table document add column standing text not null default 'checking'")
    for column in ("words text", "by text", "name text", "at timestamptz"):
        op.execute(f"alter table document add column original_{column}")
    for table in _READ:
        op.execute(f"alter table {table} no force row level security")
    _move()
    for table in _READ:
        op.execute(f"alter table {table} force row level security")
    op.execute("alter table copy alter column original_id set not null")
    op.execute("alter table copy add foreign key (tenant, original_id) references document (tenant, id)")
    op.execute("alter table copy add check ((redaction_id is null) = (boxes_version is null))")
    op.execute("create index copy_of_original on copy (tenant, original_id)")
    op.execute("alter table redaction drop column fault")
    op.execute("alter table clearance drop column storage_version")
    op.execute("grant delete on clearance to ppid_documents_app")


def _move() -> None:
    op.execute(
        "update copy c set original_id = r.document_id from redaction r"
        " where (r.tenant, r.id) = (c.tenant, c.redaction_id)"
    )
    op.execute(
        "insert into copy (tenant, document_id, original_id, redaction_id, boxes_version, fault)"
        " select tenant, copy_id, document_id, id, boxes_version, fault from redaction"
        " where stage = 'proposed' and copy_id is not null on conflict do nothing"
    )
    op.execute(
        "update document d set original_words = 'Diberikan sebelum salinan dibuat.', original_by = 'system',"
        " original_at = cleared_at from clearance c where (c.tenant, c.document_id) = (d.tenant, d.id)"
        " and cleared_at is not null"
        " and exists (select from release r where (r.tenant, r.document_id) = (d.tenant, d.id))"
        " and not exists (select from copy k where (k.tenant, k.document_id) = (d.tenant, d.id))"
    )
    anew = (
        "select tenant, id from document d where state = 'stored' and original_at is null"
        " and not exists (select from copy k where (k.tenant, k.document_id) = (d.tenant, d.id))"
    )
    op.execute(f"delete from acceptance where (tenant, document_id) in ({anew})")
    op.execute(f"delete from clearance where (tenant, document_id) in ({anew})")
    op.execute(
        f"insert into copy (tenant, document_id, original_id) select tenant, gen_random_uuid(), id from ({anew}) as old"
    )
    op.execute(
        "insert into errand (tenant, id, due_at, kind) select tenant, document_id, now(), 'copy' from copy"
        " where redaction_id is null on conflict do nothing"
    )
    op.execute(_STANDING)
