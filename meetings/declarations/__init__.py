"""Interests declared before or at a meeting, the ruling on each, and who is barred from an item.

Does not own the register of interests, nor what the constitution says of a kind of interest: it asks both.
"""
