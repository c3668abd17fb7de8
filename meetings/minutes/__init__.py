"""The minutes of a meeting: what the officer writes at each item, with what the record itself says put in beside it.

Owns their stages up to the approval at a later meeting, what was circulated, approved, published and withdrawn, later
amendments, and minutes from before Trustboard. It does not own anything that happened at the meeting: it reads that.
"""
