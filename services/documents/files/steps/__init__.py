"""Steps that several commands take within their transaction."""
