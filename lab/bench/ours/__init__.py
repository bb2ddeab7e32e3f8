"""Our side of each row: one file per contestant, each on the path that a service takes."""
