"""Every question put to git."""
