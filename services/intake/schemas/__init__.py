"""How the front desk looks over HTTP, by subject."""
