"""Blackening files: everything here that reads one runs in a confined child (see `chassis/confining.py`)."""
