"""Question sets -> results -> report: how good the answers are, and whether a change made them better."""
