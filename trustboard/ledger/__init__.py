"""The proof of acts: for each chain, entries that name every row an act touched and the digest it left there.

Owns the entries, the heads that are signed with a key kept outside the database, the personal texts that may have to
go one day, the triggers that keep append-only tables append-only, and the comparison of entries with rows. It does not
own the rows themselves: `trustboard/record.py` declares which tables are of record.
"""
