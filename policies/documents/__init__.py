"""What is in force, and where: profiles and overlays, read strictly from their files, checked and compiled."""
