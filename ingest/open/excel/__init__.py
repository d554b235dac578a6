"""Excel files to the text of a table: cells as people read them, whatever else the file holds."""
