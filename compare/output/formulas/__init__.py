"""How a formula is read, plugged in with numbers and set."""
