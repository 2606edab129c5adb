"""What the commands do, free of clock and terminal."""
