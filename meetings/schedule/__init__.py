"""Meetings and their sittings: the year's dates, places, notice and the calendar that everybody can follow.

Does not own what is on the agenda nor who comes.
"""
