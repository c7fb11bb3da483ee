"""What is true. Pure: no database, no clock."""
