"""A proposed change: checked, described, and corrected in the open."""
