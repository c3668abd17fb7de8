"""What was agreed to be done, by whom and until when, what became of it, and the letters that remind of it.

Does not own decisions: an action may follow from one.
"""
