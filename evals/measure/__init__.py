"""What an answer is worth: metrics, scores, intervals, verdicts in words."""
