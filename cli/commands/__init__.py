"""One file per command: what it takes, what it prints, its exit code. What it does is in the rooms around."""
