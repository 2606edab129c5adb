"""What may be looked for on a board: lines of records, names of places, and which place holds which words."""
