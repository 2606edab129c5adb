"""Workbooks → records: sheets made by `cunwu template`, and sheets as villages keep them."""
