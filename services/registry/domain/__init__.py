"""What is true in the register, by subject. Pure: no database, no clock."""
