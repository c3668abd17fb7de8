"""Who sits where: people, seats, holdings, named deputies and offices, each with its dates.

Owns who sat on which body on which day. It does not own what a seat may do at a meeting: that follows from the
constitution of its body.
"""
