"""Chroma: transcripts, their records and corrections. The one truth."""
