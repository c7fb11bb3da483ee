"""The four services. None imports another; only events and HTTP cross the lines."""
