"""Question to ranked turns to an answer in which every sentence is cited."""
