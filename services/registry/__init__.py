"""The official record: the register of requests, the statutory clock and the decisions."""
