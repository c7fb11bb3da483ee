"""What several use cases do alike, each within the transaction of whoever calls it. No command imports another."""
