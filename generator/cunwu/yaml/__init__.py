"""Bytes → trees of texts with their places, and trees → the canonical form."""
