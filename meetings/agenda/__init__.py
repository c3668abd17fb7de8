"""What a meeting is about: its items and papers, and the agenda as it was published to each audience.

Owns items, papers, the standing items of a body, publications and their withdrawal. It does not own when the meeting
is, who comes, what is declared, nor what becomes of an item at the meeting.
"""
