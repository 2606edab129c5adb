"""Records for other programs: tables, workbooks, packages and journals, all made from the declaration of a kind."""
