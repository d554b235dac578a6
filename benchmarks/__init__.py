"""Quality and speed of retrieval, measured beside the usual recipe; training of the ranker."""
