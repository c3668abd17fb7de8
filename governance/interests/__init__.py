"""The register of interests: what each member has a standing interest in, confirmed every year.

Owns what is declared, changed, ended and confirmed there, the register for everyone and in whole, and who is due to
confirm. Does not own what is declared at a meeting, nor what follows from it there.
"""
