"""What a talk is made of: its topics, with headings, and what its sentences do."""
