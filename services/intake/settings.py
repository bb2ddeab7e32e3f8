"""Intake has no setting of its own: `chassis.settings.Settings` is used as it is."""
