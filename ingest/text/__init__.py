"""Words, sentences and times as both sides, record and question, compare them."""
