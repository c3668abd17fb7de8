"""What happens at a meeting."""
