"""Who has answered, who is here, and who counts now.

Owns the answers before a meeting and the happenings in it, and folds them into the roll of any moment. It does not own
the rules, which it asks of the constitution, nor what is decided.
"""
