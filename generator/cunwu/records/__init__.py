"""Files → places → boards: what a village writes down, as values."""
