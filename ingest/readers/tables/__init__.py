"""Tables: CSV, TSV and JSON with a row a turn.

Spreadsheets and data sets: columns for speaker, text, times and meeting under many names.
"""
