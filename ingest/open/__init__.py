"""Bytes to text with places: encodings, containers (DOCX, PDF, RTF, HTML, ZIP), limits."""
