"""Question sets -> results -> report: how good the answers are, and what made them better."""
