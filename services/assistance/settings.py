"""Nothing of its own: `chassis.settings.Settings` holds all that assistance is set by."""
