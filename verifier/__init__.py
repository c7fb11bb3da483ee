"""Checks the record of acts on any machine with Python: it reads an export or a proof, and imports nothing of ours."""
