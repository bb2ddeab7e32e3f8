"""Nothing of its own: `chassis.settings.Settings` holds all; `adapters/exchange.py` says what it needs of it."""
