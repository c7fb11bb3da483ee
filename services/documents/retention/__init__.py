"""Retention: holds, schedules and the disposal of files."""
