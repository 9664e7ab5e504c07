"""The interview: what to ask next, how an answer is read, what is new after it, and how it looks in a terminal."""
