"""Use cases: one file each. Every one that decides on the aid index locks its keys first.

See docs/design/ledger.md#the-aid-index.
"""
