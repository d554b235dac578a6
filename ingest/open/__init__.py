"""Bytes to text with places: encodings, containers (DOCX, PDF, HTML, ZIP), limits."""
