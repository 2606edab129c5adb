"""A proposed change: judged, told, and mended in the open."""
