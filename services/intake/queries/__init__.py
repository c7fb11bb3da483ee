"""What can be asked at the front desk, by subject. Row-level security keeps every answer within the office in force."""
