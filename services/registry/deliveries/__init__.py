"""Deliveries: proof that a letter was sent and received."""
