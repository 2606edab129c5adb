"""Files → places → boards: the records of a village as values."""
