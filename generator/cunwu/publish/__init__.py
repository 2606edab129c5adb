"""Records → site: what is stale is rendered, verified and swapped in at once."""
