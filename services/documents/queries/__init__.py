"""What can be asked about files, by subject. Row-level security keeps every answer within the office in force."""
