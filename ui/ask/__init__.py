"""A question: where it may look, how its answer reads and what stands under it."""
