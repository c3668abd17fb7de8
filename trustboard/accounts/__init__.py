"""Who may come in: users, sign-in, invitations, second factors, and the roles that are granted by hand.

Owns users, invitations and the roles of one thing (a trust) as object permissions. It never imports what a role is
held on: invitations and grants name their object by content type and key, and later rooms register their roles here.
"""
