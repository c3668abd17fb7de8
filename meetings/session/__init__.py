"""The pages of a sitting meeting: the officer's desk, the chair's, the member's seat, and the screen in the room.

Owns what they show, how they are kept up to date and what their buttons ask for. It owns no facts: what happened stands
with `meetings.attendance`, whose acts these pages call.
"""
