"""What an item ends in: decisions with their proofs, what confirms them, and who has to ratify them.

Does not own how votes are taken: it reads a ballot's result.
"""
