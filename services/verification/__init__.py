"""Verification: asks the agencies under a household's consent, and reports declared against answered."""
