"""A year of invented meetings of each trust, for the demonstration: told in a file, played through the acts.

Owns the stories as they are written (`fixtures/demo/*-year.yaml`), on which days they fall, and who says what in them.
It owns no facts: whatever a story does, an act does, as the officer or the member would.
"""
