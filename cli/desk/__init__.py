"""A person's desk at the terminal: who is logged in, the four services' doors, and how answers are printed.

Commands of people stand under `cli/commands/`, one noun a file; each is a thin caller of the public APIs.
"""
