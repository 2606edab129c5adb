"""One page family for each kind that has one of its own."""
