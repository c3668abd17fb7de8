"""Running the house: health, logs, the calm page for a fault, backup and restore.

Owns what the operator sees and nothing of what the members do.
"""
