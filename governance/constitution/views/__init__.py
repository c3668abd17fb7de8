"""The pages of constitution: `clauses` shows the numbered clauses, and asks for one act each."""
