"""The whole platform on one bare machine: PostgreSQL, an S3 server and the edge from wheels, and our own roles."""
