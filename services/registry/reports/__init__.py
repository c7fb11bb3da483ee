"""Reports and registers: what the office tells of a year, and row by row."""
