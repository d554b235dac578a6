"""Ranked turns to quotations, or none."""
