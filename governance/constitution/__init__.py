"""What a body has agreed about itself, as data that runs, and the numbered clauses that say it.

Owns the rule language: its values, how they are read and written, what they answer about a
roll and a meeting, and how they are said in plain English. All of that is pure: no Django, no clock, no surprises.
Owns the clauses of a trust's agreement as well. It does not own what a meeting does with them.
"""
