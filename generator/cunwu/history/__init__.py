"""What was published and how it changed: the comparison of two versions, and all publications in order."""
