"""Words compared with words: what was kept, struck and added from one text to another.

Owns nothing that is kept and knows no trust, no meeting and no agreement: rooms that show people what changed use it.
"""
