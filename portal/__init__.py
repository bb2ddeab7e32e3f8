"""A client of the public API, as a union's portal would have one: the command line and the laboratory share it."""
