"""What was published and what became of it: two versions compared, and all publications one after the other."""
