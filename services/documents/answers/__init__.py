"""Answers: what was given, in one package."""
