"""Ways out for other programs: tables, workbooks, packages and journals, each made from the declaration of a kind."""
