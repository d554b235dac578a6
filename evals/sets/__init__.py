"""Question sets: read, proved against the transcripts, drafted."""
