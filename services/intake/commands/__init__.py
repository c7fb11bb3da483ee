"""What can be done at the front desk, by subject: one function per use case, one transaction each."""
