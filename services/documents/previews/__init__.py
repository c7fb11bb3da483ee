"""Previews: what staff see of a file before they open it."""
