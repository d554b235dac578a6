"""What a person keeps beside the library: conversations, collections, and what they take along."""
