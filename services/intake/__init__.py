"""The front desk: who asks, what they ask, the registration number and the receipt."""
