"""The wall: sheets of paper that tell what the pages tell, split so that the sums of each can be checked."""
