"""Passages, vectors and the keyword index: all of it can be made again from the store."""
