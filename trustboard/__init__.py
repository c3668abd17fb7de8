"""The project, and itself an app: what has no domain of its own."""
