"""What a reader sees of files, and what is personal in it: for copies, previews and those who examine what came in."""
