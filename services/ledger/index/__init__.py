"""Guarded tables: the aid index, all aid of all givers, folded from own events in the deciding transaction.

Whoever decides on it or writes it holds the `locks` of an act first, and asks its `questions` only afterwards.
"""
