"""What a question asks for: what it wants, which kind of thing, and what has the form of it."""
