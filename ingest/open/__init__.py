"""Bytes to text with places: encodings, containers (DOCX, XLSX, PDF, HTML, ZIP ...), limits."""
