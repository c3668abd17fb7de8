"""The pages of a body's calendar and of a meeting before it happens."""
