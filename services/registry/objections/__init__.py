"""Objections: filed, answered by the Atasan PPID, and the orders that follow."""
