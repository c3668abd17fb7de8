"""Proofs that need many rounds, real processes or a kill: run in small by the tests, and in full by `script/soak`."""
