"""The pages of agreements: `reading` shows, `signing` is for who signs, `drafting` and `signers` for the officer,
`sealing` and `checking` for documents.
"""
