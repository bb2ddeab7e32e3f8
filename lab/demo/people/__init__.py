"""The people of a demo, by their desks. Each is a function `(world) -> how much was done`: it reads its work
list through the public APIs, does what lies there, and finds nothing the second time.
"""
