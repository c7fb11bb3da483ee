"""What it looks like over HTTP."""
