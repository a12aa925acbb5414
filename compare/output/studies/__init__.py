"""How the answers of `power` and `truth` are shown."""
