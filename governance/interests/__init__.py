"""The register of interests: what each member has a standing interest in, confirmed every year.

Does not own what is declared at a meeting, nor what follows from it there.
"""
