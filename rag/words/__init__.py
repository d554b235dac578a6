"""Words: taken apart, weighed, and what stands for another; names in them."""
