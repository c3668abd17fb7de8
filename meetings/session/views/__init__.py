"""The views of a sitting's pages."""
