"""Cases: a request in the register, from its number to its end."""
