"""A follow-up to a question that stands alone, and the place it goes on from."""
