"""What is computed from records and never typed."""
