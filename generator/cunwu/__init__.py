"""Village records in git, checked and published as a public board."""

__version__ = "0.1.0"
