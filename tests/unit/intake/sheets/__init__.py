"""How union rosters are read: a corpus of workbooks, made here in the ways that people and programs write them."""
