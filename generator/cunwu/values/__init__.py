"""Text in, value out: what one field of a record can hold. Pure, standard library only."""
