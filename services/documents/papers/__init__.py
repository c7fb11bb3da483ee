"""Papers that prove who asks: sealed, opened for a look, destroyed."""
