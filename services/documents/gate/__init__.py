"""The gate: what is given of a file, what was found in it, and where it stands."""
