"""The files of the search: lines of records, names of places, and which place holds which terms."""
