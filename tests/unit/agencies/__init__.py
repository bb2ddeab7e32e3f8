"""The mock agencies and the fictive population."""
