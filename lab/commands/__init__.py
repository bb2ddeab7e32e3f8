"""What `jiekun` can do where the laboratory is installed: the entry points of pyproject.toml lead here."""
