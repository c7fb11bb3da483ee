"""The files of an office: taken in, checked, kept as evidence, handed out."""
