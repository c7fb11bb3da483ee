"""Disputes before the Information Commission and the courts: their steps, terms and chronology."""
