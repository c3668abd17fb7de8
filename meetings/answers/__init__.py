"""Who says before a meeting that they come, and what quorum that promises.

Owns the answers' acts and pages; the rows stand with the roll in `meetings.attendance`. It does not own who then came.
"""
