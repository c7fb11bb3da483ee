"""What intake needs from outside: nothing beyond what every service needs (`chassis.settings`)."""
