// Items of an agenda: after a move the focus goes back to the button that moved it.
