"""Boards → pages: each module plans one family of pages; views hold finished values only."""
