"""Who is at the door: passwords, sessions, the throttle on guessing, and proof that a form is our own."""
