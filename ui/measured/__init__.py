"""The Evaluation page: which question sets there are, and what a run of one measured."""
