"""The public-information list (DIP)."""
