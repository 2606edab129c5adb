"""The pages people write, through MkDocs and Material."""
