"""A question to ranked turns: pool, order, search."""
