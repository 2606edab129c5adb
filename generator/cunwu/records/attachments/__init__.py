"""Files beside records: told by their content, never by their name alone, and made ready to be shown."""
