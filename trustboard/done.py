"""What each act did, as whoever reads the record is told; the ledger keeps the acts' own names.

An act that is not named here is found by tests/architecture. One that has gone from the product keeps its line for as
long as a ledger may name it.
"""

from __future__ import annotations


def done_by(act: str) -> str:
    """What was done, in words; for an act that nobody named, its own name in words."""
    return DONE.get(act) or act.replace("_", " ").capitalize()


DONE = {
    # who has access
    "invite_person": "Invited somebody to a role",
    "invite_again": "Sent an invitation again, with a new link",
    "withdraw_invitation": "Withdrew an invitation",
    "accept_invitation": "Accepted an invitation",
    "revoke_role": "Took a role away from somebody",
    # trusts and their structure
    "found_trust": "Founded the trust",
    "load_trust": "Brought the trust into line with its file",
    "describe_trust": "Changed what the trust says of itself",
    "add_agency": "Added an agency",
    "change_agency": "Changed what is known of an agency",
    "add_body": "Added a body",
    "change_body": "Changed what is known of a body",
    "add_line": "Recorded that a body answers to another",
    "end_line": "Recorded that a body no longer answers to another",
    "mail_head": "Sent the auditors the state of this record",
    # people, seats and offices
    "add_person": "Added a person",
    "change_person": "Changed a person's name",
    "add_seat": "Added a seat to a body",
    "change_seat": "Changed a seat",
    "appoint": "Appointed somebody to a seat",
    "leave_vacant": "Recorded a seat as vacant",
    "name_deputy": "Named the deputy of a seat, or that it has none",
    "elect": "Recorded who holds an office",
    "correct_holding": "Corrected who held a seat",
    "correct_naming": "Corrected who was the deputy of a seat",
    "correct_office": "Corrected who held an office",
    "strike_holding": "Struck out a record of who held a seat",
    "strike_naming": "Struck out a record of who was the deputy of a seat",
    "strike_office": "Struck out a record of who held an office",
    # clauses, rules and closed days
    "add_clause": "Added a clause of the agreement",
    "change_clause": "Changed the words of a clause",
    "repeal_clause": "Recorded that a clause no longer holds",
    "change_part": "Changed the rules of a body",
    "correct_part": "Corrected the rules of a body as recorded",
    "strike_constitution": "Struck out a version of the rules of a body",
    "close_day": "Added a day to the list of closed days",
    "open_day": "Took a day off the list of closed days",
    # interests
    "declare_interest": "Entered an interest in the register",
    "change_interest": "Changed an interest in the register",
    "end_interest": "Ended an interest in the register",
    "confirm_interests": "Confirmed somebody's interests in the register",
    # agreements
    "add_agreement": "Added an agreement",
    "save_draft": "Saved the draft of an agreement's next edition",
    "issue_edition": "Issued an edition of an agreement to be signed",
    "withdraw_agreement": "Withdrew an edition of an agreement",
    "remind_signers": "Reminded those who have not signed an agreement",
    "add_block": "Added a place to sign an agreement",
    "name_signatory": "Named who signs an agreement at a place",
    "end_block": "Ended a place to sign an agreement",
    "sign_agreement": "Signed an agreement",
    "decline_agreement": "Declined to sign an agreement",
    "enter_paper_signature": "Entered a signature given on paper",
    "keep_sealed": "Sealed an agreement as a PDF",
    # meetings and notice
    "agree_dates": "Planned meetings on the agreed dates",
    "add_meeting": "Added a meeting",
    "move_meeting": "Moved a meeting to another time or place",
    "cancel_meeting": "Cancelled a meeting, or its further sitting",
    "close_to_public": "Closed a meeting to press and public",
    "open_to_public": "Opened a meeting to press and public",
    "give_notice": "Gave notice of a meeting",
    "answer_for_seat": "Answered whether a seat's holder will attend",
    # agendas
    "begin_agenda": "Began an agenda",
    "add_item": "Added an item to an agenda",
    "change_item": "Changed an item of an agenda",
    "move_item": "Moved an item on an agenda",
    "drop_item": "Took an item off an agenda",
    "add_paper": "Added a paper to an item",
    "drop_paper": "Took a paper away from an item",
    "publish_agenda": "Published an agenda",
    "publish_supplement": "Published a supplement to an agenda",
    "withdraw_publication": "Withdrew a published agenda or supplement",
    "add_standing_item": "Added a standing item for a body's agendas",
    "change_standing_item": "Changed a standing item for a body's agendas",
    "move_standing_item": "Moved a standing item for a body's agendas",
    "drop_standing_item": "Removed a standing item from a body's agendas",
    # sittings
    "open_sitting": "Opened a sitting",
    "record_happening": "Recorded an arrival or another event at a sitting",
    "undo_happening": "Took back an event recorded at a sitting",
    "adjourn_sitting": "Adjourned a sitting to a later time",
    "close_sitting": "Closed a sitting",
    "declare_interest_at": "Declared an interest in the business of a meeting",
    "withdraw_declaration": "Withdrew a declaration of interest",
    "dismiss_interest": "Said that an interest in the register does not touch an item",
    "rule_on": "Recorded the chair's ruling on an interest",
    "rule_on_procedure": "Recorded the chair's ruling on procedure",
    # votes and decisions
    "put_to_vote": "Put a motion to the vote",
    "vote": "Recorded somebody's vote",
    "close_vote": "Closed a vote and counted it",
    "void_vote": "Declared a vote void",
    "break_tie": "Recorded what the chair did on a tied vote",
    "decide": "Recorded how an item was settled",
    "reaffirm": "Confirmed a decision after the record had changed",
    "take_again": "Brought a decision before its body again",
    "refer": "Asked for a decision to be ratified",
    "record_ratification": "Recorded whether a decision was ratified",
    "report_overdue": "Reported a ratification as overdue",
    # actions
    "add_action": "Added an action",
    "update_action": "Recorded progress on an action",
    "remind_owner": "Reminded the owner of an action",
    "bring_actions": "Put a body's open actions on its next agenda",
    # minutes
    "write_passage": "Wrote a passage of draft minutes",
    "put_to_chair": "Sent draft minutes to the chair",
    "take_back": "Took minutes back to be a draft again",
    "check_minutes": "Recorded that the chair has checked the minutes",
    "circulate_minutes": "Sent minutes to the members",
    "remark": "Commented on minutes or proposed a correction",
    "answer_remark": "Answered a comment on minutes",
    "approve_minutes": "Recorded the approval of minutes",
    "publish_minutes": "Published approved minutes",
    "withdraw_minutes": "Withdrew published minutes",
    "amend_minutes": "Recorded a later correction of approved minutes",
    "bring_earlier_minutes": "Added minutes from before Trustboard",
    "withdraw_earlier_minutes": "Withdrew minutes from before Trustboard",
}
