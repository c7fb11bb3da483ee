#!/bin/sh
# Make the buckets and the account of the documents service on MinIO, as its root; again and again does no harm.
# MC_HOST_storage=http://root:password@host   DOCUMENTS_PASSWORD=...
set -eu
mc mb --ignore-existing --with-lock storage/evidence
mc mb --ignore-existing storage/quarantine storage/papers
mc admin user add storage documents "$DOCUMENTS_PASSWORD"
mc admin policy create storage documents "$(dirname "$0")/account.json"
mc admin policy attach storage documents --user documents ||
  mc admin policy entities storage --user documents | grep -q documents # it is attached already
