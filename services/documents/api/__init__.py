"""Who may ask for files over HTTP, by use case: parse, authorise, call, dump. Bodies stream both ways."""

OFFICER, PPID, SUPERIOR = "officer", "ppid", "superior"
