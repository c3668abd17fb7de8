"""Motions put to the vote: voices fixed at the opening, one vote each, counted by the rules that were in force.

Does not own what the item ends in: a later room makes a decision of a ballot.
"""
