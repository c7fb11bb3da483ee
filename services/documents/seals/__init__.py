"""Seals of the audit record: how far it was sealed, and that it only grew."""
