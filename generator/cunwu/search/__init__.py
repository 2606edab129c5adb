"""What may be looked for on a board: the lines of its records, the names of places, and which place holds which words."""
