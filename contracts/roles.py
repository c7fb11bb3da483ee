"""Roles of people and programs, as they stand in tokens and on the record."""

OFFICER = "officer"
PPID = "ppid"
SUPERIOR = "superior"  # Atasan PPID
