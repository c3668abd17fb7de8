"""What needs somebody: everything that waits for them in the meetings of their trusts, on the first page.

Owns the tasks as values, their order, and for whom each is. It owns no facts and changes nothing: every task leads to
the page where it is done, and is gone once it is.
"""
