"""How files look over HTTP, by subject. Their content travels raw, beside these."""
