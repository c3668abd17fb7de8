"""How anything is ever done: one act, one transaction, one request id, one answer.

Owns who acts (`By`), whether a rule allows it (`Verdict`, `RuleBroken`), the `@act` decorator that opens the durable
transaction and claims the request id, and the `@change` decorator that keeps the steps of an act inside one. It does
not own what an act does, nor the ledger entry that proves it: both stand in the body of each room's acts.
"""
