"""What the commands of `jiekun policy` share: how a law, facts and parameters are named on the line, and shown."""
