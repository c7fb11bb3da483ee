"""What is true at the front desk. Pure: no database, no clock, no web."""
