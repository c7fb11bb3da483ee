"""What can be done to the register, by subject: one function per use case, one transaction each."""
