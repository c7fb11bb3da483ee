"""What the services promise each other: events and their envelope. It describes; it does not act."""
