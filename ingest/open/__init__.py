"""Bytes to text with places: encodings, containers (DOCX, ODT, PDF, RTF, HTML, ZIP), limits."""
