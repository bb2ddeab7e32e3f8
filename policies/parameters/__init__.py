"""Which value of a parameter holds in a place on a day, and which can be set there."""
