"""The pages of places: boards, years, lists, changes, feeds."""
