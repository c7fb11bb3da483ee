"""What can be asked of the register, by subject. Row-level security keeps every answer within the office in force."""
