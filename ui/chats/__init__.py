"""Conversations and collections on the page."""
