"""Oversight: what is due soon or overdue in the offices below."""
