"""Trusts, and later their agencies, bodies and reporting lines.

Owns the trust itself, the roles granted by hand on it, and the pages about who has access to it.
"""
