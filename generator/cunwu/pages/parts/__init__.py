"""What many pages are made of: views, sections, links, charts, sentences about money and changes."""
