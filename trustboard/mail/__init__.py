"""Letters: queued in the act's own transaction, sent after it has committed, tried again, failures kept.

Owns the queue and its delivery. It does not own what letters say: each room renders its own.
"""
