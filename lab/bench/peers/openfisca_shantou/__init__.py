"""Shantou's rules as a country package of OpenFisca-Core (AGPL-3.0), written for the benchmark alone.

It runs in an environment and a process of its own; nothing of the product imports it. `columns` and `lines` import
nothing of OpenFisca and are what both sides share.
"""
