"""Rules and answers in plain English: a sentence for each, and how things stand."""
