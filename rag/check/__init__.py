"""Does a sentence stand in the turn it cites? Worked out by code."""
