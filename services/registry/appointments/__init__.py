"""Appointments: who holds a role of the law, and since which decree."""
