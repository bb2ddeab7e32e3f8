"""Empty: what the ledger hears from outside comes through `api.notify`, and it calls nobody."""
