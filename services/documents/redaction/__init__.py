"""Redaction: boxes and masks with their grounds, proposed by one person and approved by another."""
