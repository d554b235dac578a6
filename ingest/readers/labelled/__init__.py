"""Labelled text: NAME: talk, a name on its line, Q. and A., times, or talk without any name.

Plain text and Markdown of any origin, and the reading text of DOCX, PDF and HTML: minutes,
interviews, Otter and Rev exports, pasted pages.
"""
