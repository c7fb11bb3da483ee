"""How the register looks over HTTP, by subject."""
