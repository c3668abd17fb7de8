"""Rules from plain data and back, refused by path and reason, and the parts that a body takes over from others."""
