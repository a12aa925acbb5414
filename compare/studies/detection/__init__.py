"""How small an error is seen: by backproof, and by the rules that others check gradients with, on the same problems."""
