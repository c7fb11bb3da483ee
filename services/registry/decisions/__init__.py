"""Decisions: what the written notice says, who prepared it, who signed it."""
