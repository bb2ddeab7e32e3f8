"""Nothing of its own: `chassis.settings.Settings` holds all that the ledger is set by."""
