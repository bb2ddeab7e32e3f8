"""Intake: from an application to an open household file, and to its closing."""
