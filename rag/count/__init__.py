"""What every turn has to be read for: counts, lists, occurrences, unanswered questions."""
