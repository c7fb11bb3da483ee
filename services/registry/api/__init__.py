"""Who may ask the register over HTTP, by subject: parse, authorise, call, dump."""
