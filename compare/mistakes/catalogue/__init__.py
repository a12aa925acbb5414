"""The mistakes that people make, cited: a file for each kind."""
