"""What can be done with files, by use case: one function each, one transaction per step."""
