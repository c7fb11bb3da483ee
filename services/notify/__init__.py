"""Every message that leaves an office, and whether it arrived at its carrier."""
