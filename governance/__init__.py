"""Who we are and what we have agreed."""
