"""The draft of a part that an officer is changing: its rows, its fields, what is wrong with it and what follows."""
