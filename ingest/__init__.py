"""Files to transcripts, transcripts to passages, passages to the library."""
