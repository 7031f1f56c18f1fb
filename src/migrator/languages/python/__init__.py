"""Python: what its code says, and how it is written anew."""
