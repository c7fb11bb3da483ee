"""Who may ask at the front desk over HTTP, by subject: parse, authorise, call, dump."""
