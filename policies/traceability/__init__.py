"""Which sentence of the texts is carried by what (`docs/policies.md`)."""
