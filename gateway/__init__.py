"""The only thing the internet sees: offices, staff, sessions, API clients and every page. It holds no case data."""
