"""Hostile and honest things that people hand in, made on the spot."""
