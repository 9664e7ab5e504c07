"""Each claim about a policy in a module of its own: a function from a space to what the claim rests on."""
