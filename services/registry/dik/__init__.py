"""Exempt information (DIK): proposals, consequence tests, the national list, periods."""
