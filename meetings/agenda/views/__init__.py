"""The pages of an agenda: reading it, keeping its items and papers, publishing it, and the standing items of a body."""
