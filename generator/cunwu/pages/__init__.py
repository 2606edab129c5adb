"""Boards → pages: each module plans one family; views carry finished values only."""
