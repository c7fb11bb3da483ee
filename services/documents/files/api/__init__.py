"""Who may ask over HTTP: parse, authorise, call, dump."""
