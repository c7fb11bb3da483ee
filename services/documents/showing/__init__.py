"""What office files show to whoever opens them, and nothing of what they hold beside that."""
