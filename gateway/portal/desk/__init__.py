"""The desk: the queue, a case, its decision, and requests that came by counter, e-mail, letter or phone."""
