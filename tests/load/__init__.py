"""Measurements: `make bench` and `make chaos`."""
