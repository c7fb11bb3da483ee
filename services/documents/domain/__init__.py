"""What is true of files, by subject. Pure: no database, no clock, no storage."""
