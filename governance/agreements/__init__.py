"""The agreements of a trust: what its partners undertake, edition by edition, and who has signed which.

Owns their text and its clauses, what changed from one edition to the next, who signs where, the signatures and the
refusals. It does not own how a PDF is typeset, sealed or checked: that is `trustboard.documents`.
"""
