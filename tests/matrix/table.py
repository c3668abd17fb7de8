"""Who gets what at every address: written by hand, held against the URL configuration and the running views.

Columns, all asking about Kent's things: a visitor; someone signed in without any role; Kent's officer; Kent's officer
whose second factor is not set up; Kent's auditor; Medway's officer; Medway's auditor.

Answers: a status, or where the person is sent: `>in` to the sign-in page, `>factor` to set up their second factor,
`>home`, `>access`, `>agencies`, `>confirm` to confirm who they are, `>self` back to their account page, `>remove` to
the page that removes a second factor, `>reset`, `>codes`, `>form`; `>body`, `>seat`, `>ann`, `>clauses`, `>calendar`,
`>trust` to Kent's board, the police's seat on it, Ann Ames, Kent's clauses, its board's calendar and Kent itself;
`>meeting` to a meeting of the board, `>agenda` to the agenda of one, `>standing` to what stands on each; `>own` to
Ann's interests; `>group`, `>dan`, `>new` to the body, person or trust just made.
`>rules` and `>closed` lead to the rules of Kent's executive group and to Kent's closed days.
Every other method than GET, HEAD and POST is 405 everywhere; HEAD answers as GET.
"""

from __future__ import annotations

PERSONAS = ("visitor", "nobody", "officer", "bare_officer", "auditor", "medway_officer", "medway_auditor")

TABLE = """
# address                             method  visitor  nobody  officer  bare     auditor  m-off.  m-aud.
home                                  GET     200      200     200      200      200      200     200
home                                  POST    405      405     405      405      405      405     405
trust                                 GET     200      200     200      200      200      200     200
trust                                 POST    405      405     405      405      405      405     405
structure                             GET     200      200     200      200      200      200     200
structure                             POST    405      405     405      405      405      405     405
body                                  GET     200      200     200      200      200      200     200
body                                  POST    405      405     405      405      405      405     405
seat                                  GET     200      200     200      200      200      200     200
seat                                  POST    405      405     405      405      405      405     405
members                               GET     200      200     200      200      200      200     200
members                               POST    405      405     405      405      405      405     405
clauses                               GET     200      200     200      200      200      200     200
clauses                               POST    405      405     405      405      405      405     405
rules                                 GET     200      200     200      200      200      200     200
rules                                 POST    405      405     405      405      405      405     405
versions                              GET     200      200     200      200      200      200     200
versions                              POST    405      405     405      405      405      405     405
try_rules                             GET     >in      404     200      >factor  200      404     404
try_rules                             POST    405      405     405      405      405      405     405
closed_days                           GET     200      200     200      200      200      200     200
closed_days                           POST    405      405     405      405      405      405     405
members_csv                           GET     200      200     200      200      200      200     200
members_csv                           POST    405      405     405      405      405      405     405
interests                             GET     200      200     200      200      200      200     200
interests                             POST    405      405     405      405      405      405     405
interests_csv                         GET     200      200     200      200      200      200     200
interests_csv                         POST    405      405     405      405      405      405     405
confirmations                         GET     >in      404     200      >factor  200      404     404
confirmations                         POST    405      405     405      405      405      405     405
own_interests                         GET     >in      404     200      >factor  200      404     404
own_interests                         POST    405      405     405      405      405      405     405
interests_history                     GET     >in      404     200      >factor  200      404     404
interests_history                     POST    405      405     405      405      405      405     405
agencies                              GET     >in      404     200      >factor  200      404     404
agencies                              POST    405      405     405      405      405      405     405
gaps                                  GET     >in      404     200      >factor  200      404     404
gaps                                  POST    405      405     405      405      405      405     405
person                                GET     >in      404     200      >factor  200      404     404
person                                POST    405      405     405      405      405      405     405
person_history                        GET     >in      404     200      >factor  200      404     404
person_history                        POST    405      405     405      405      405      405     405
seat_history                          GET     >in      404     200      >factor  200      404     404
seat_history                          POST    405      405     405      405      405      405     405
body_history                          GET     >in      404     200      >factor  200      404     404
body_history                          POST    405      405     405      405      405      405     405
people                                GET     >in      404     200      >factor  403      404     404
people                                POST    405      405     405      405      405      405     405
my_seats                              GET     >in      200     200      200      200      200     200
my_seats                              POST    405      405     405      405      405      405     405
trust_record                          GET     >in      404     200      >factor  200      404     404
trust_record                          POST    405      405     405      405      405      405     405
trust_access                          GET     >in      404     200      >factor  403      404     404
trust_access                          POST    405      405     405      405      405      405     405
invite_person                         GET     >in      404     200      >factor  403      404     404
invite_person                         POST    >in      404     >access  >factor  403      404     404
invite_again                          GET     >in      404     200      >factor  403      404     404
invite_again                          POST    >in      404     >access  >factor  403      404     404
withdraw_invitation                   GET     >in      404     200      >factor  403      404     404
withdraw_invitation                   POST    >in      404     >access  >factor  403      404     404
revoke_role                           GET     >in      404     200      >factor  403      404     404
revoke_role                           POST    >in      404     >access  >factor  403      404     404
found_trust                           GET     >in      403     200      >factor  403      200     403
found_trust                           POST    >in      403     >new     >factor  403      >new    403
describe_trust                        GET     >in      404     200      >factor  403      404     404
describe_trust                        POST    >in      404     >trust   >factor  403      404     404
add_agency                            GET     >in      404     200      >factor  403      404     404
add_agency                            POST    >in      404     >agencies >factor  403      404     404
change_agency                         GET     >in      404     200      >factor  403      404     404
change_agency                         POST    >in      404     >agencies >factor  403      404     404
invite_contact                        GET     >in      404     200      >factor  403      404     404
invite_contact                        POST    >in      404     >agencies >factor  403      404     404
add_body                              GET     >in      404     200      >factor  403      404     404
add_body                              POST    >in      404     >group   >factor  403      404     404
change_body                           GET     >in      404     200      >factor  403      404     404
change_body                           POST    >in      404     >body    >factor  403      404     404
add_line                              GET     >in      404     200      >factor  403      404     404
add_line                              POST    >in      404     >body    >factor  403      404     404
end_line                              GET     >in      404     200      >factor  403      404     404
end_line                              POST    >in      404     >body    >factor  403      404     404
add_seat                              GET     >in      404     200      >factor  403      404     404
add_seat                              POST    >in      404     >body    >factor  403      404     404
change_seat                           GET     >in      404     200      >factor  403      404     404
change_seat                           POST    >in      404     >seat    >factor  403      404     404
add_person                            GET     >in      404     200      >factor  403      404     404
add_person                            POST    >in      404     >dan     >factor  403      404     404
change_person                         GET     >in      404     200      >factor  403      404     404
change_person                         POST    >in      404     >ann     >factor  403      404     404
invite_to_sign_in                     GET     >in      404     200      >factor  403      404     404
invite_to_sign_in                     POST    >in      404     >ann     >factor  403      404     404
appoint                               GET     >in      404     200      >factor  403      404     404
appoint                               POST    >in      404     >seat    >factor  403      404     404
leave_vacant                          GET     >in      404     200      >factor  403      404     404
leave_vacant                          POST    >in      404     >seat    >factor  403      404     404
name_deputy                           GET     >in      404     200      >factor  403      404     404
name_deputy                           POST    >in      404     >seat    >factor  403      404     404
elect                                 GET     >in      404     200      >factor  403      404     404
elect                                 POST    >in      404     >body    >factor  403      404     404
correct_holding                       GET     >in      404     200      >factor  403      404     404
correct_holding                       POST    >in      404     >seat    >factor  403      404     404
strike_holding                        GET     >in      404     200      >factor  403      404     404
strike_holding                        POST    >in      404     >seat    >factor  403      404     404
correct_naming                        GET     >in      404     200      >factor  403      404     404
correct_naming                        POST    >in      404     >seat    >factor  403      404     404
strike_naming                         GET     >in      404     200      >factor  403      404     404
strike_naming                         POST    >in      404     >seat    >factor  403      404     404
correct_office                        GET     >in      404     200      >factor  403      404     404
correct_office                        POST    >in      404     >body    >factor  403      404     404
strike_office                         GET     >in      404     200      >factor  403      404     404
strike_office                         POST    >in      404     >body    >factor  403      404     404
add_clause                            GET     >in      404     200      >factor  403      404     404
add_clause                            POST    >in      404     >clauses >factor  403      404     404
change_clause                         GET     >in      404     200      >factor  403      404     404
change_clause                         POST    >in      404     >clauses >factor  403      404     404
repeal_clause                         GET     >in      404     200      >factor  403      404     404
repeal_clause                         POST    >in      404     >clauses >factor  403      404     404
declare_interest                      GET     >in      404     200      >factor  403      404     404
declare_interest                      POST    >in      404     >own     >factor  403      404     404
change_interest                       GET     >in      404     200      >factor  403      404     404
change_interest                       POST    >in      404     >own     >factor  403      404     404
end_interest                          GET     >in      404     200      >factor  403      404     404
end_interest                          POST    >in      404     >own     >factor  403      404     404
confirm_interests                     GET     >in      404     200      >factor  403      404     404
confirm_interests                     POST    >in      404     >own     >factor  403      404     404
calendar                              GET     200      200     200      200      200      200     200
calendar                              POST    405      405     405      405      405      405     405
calendar_ics                          GET     200      200     200      200      200      200     200
calendar_ics                          POST    405      405     405      405      405      405     405
agree_dates                           GET     >in      404     200      >factor  403      404     404
agree_dates                           POST    >in      404     >calendar >factor 403      404     404
add_meeting                           GET     >in      404     200      >factor  403      404     404
add_meeting                           POST    >in      404     >meeting >factor  403      404     404
meeting                               GET     200      200     200      200      200      200     200
meeting                               POST    405      405     405      405      405      405     405
move_meeting                          GET     >in      404     200      >factor  403      404     404
move_meeting                          POST    >in      404     >meeting >factor  403      404     404
cancel_meeting                        GET     >in      404     200      >factor  403      404     404
cancel_meeting                        POST    >in      404     >meeting >factor  403      404     404
answer_for_seat                       GET     >in      404     200      >factor  403      404     404
answer_for_seat                       POST    >in      404     >meeting >factor  403      404     404
give_notice                           GET     >in      404     200      >factor  403      404     404
give_notice                           POST    >in      404     200      >factor  403      404     404
change_part                           GET     >in      404     200      >factor  403      404     404
change_part                           POST    >in      404     >rules   >factor  403      404     404
correct_part                          GET     >in      404     200      >factor  403      404     404
correct_part                          POST    >in      404     >rules   >factor  403      404     404
strike_constitution                   GET     >in      404     200      >factor  403      404     404
strike_constitution                   POST    >in      404     >rules   >factor  403      404     404
close_day                             GET     >in      404     200      >factor  403      404     404
close_day                             POST    >in      404     >closed  >factor  403      404     404
open_day                              GET     >in      404     200      >factor  403      404     404
open_day                              POST    >in      404     >closed  >factor  403      404     404
agenda                                GET     200      200     200      200      200      200     200
agenda                                POST    405      405     405      405      405      405     405
begin_agenda                          GET     >in      404     200      >factor  403      404     404
begin_agenda                          POST    >in      404     >agenda  >factor  403      404     404
add_item                              GET     >in      404     200      >factor  403      404     404
add_item                              POST    >in      404     >agenda  >factor  403      404     404
change_item                           GET     >in      404     200      >factor  403      404     404
change_item                           POST    >in      404     >agenda  >factor  403      404     404
move_item                             GET     >in      404     200      >factor  403      404     404
move_item                             POST    >in      404     >agenda  >factor  403      404     404
drop_item                             GET     >in      404     200      >factor  403      404     404
drop_item                             POST    >in      404     >agenda  >factor  403      404     404
add_paper                             GET     >in      404     200      >factor  403      404     404
add_paper                             POST    >in      404     >agenda  >factor  403      404     404
drop_paper                            GET     >in      404     200      >factor  403      404     404
drop_paper                            POST    >in      404     >agenda  >factor  403      404     404
publish_agenda                        GET     >in      404     200      >factor  403      404     404
publish_agenda                        POST    >in      404     >agenda  >factor  403      404     404
publish_supplement                    GET     >in      404     200      >factor  403      404     404
publish_supplement                    POST    >in      404     >agenda  >factor  403      404     404
withdraw_publication                  GET     >in      404     200      >factor  403      404     404
withdraw_publication                  POST    >in      404     >agenda  >factor  403      404     404
paper                                 GET     404      404     200      404      200      404     404
paper                                 POST    405      405     405      405      405      405     405
publication_pdf                       GET     200      200     200      200      200      200     200
publication_pdf                       POST    405      405     405      405      405      405     405
print_agenda                          GET     >in      404     200      >factor  403      404     404
print_agenda                          POST    405      405     405      405      405      405     405
attendance_sheet                      GET     >in      404     200      >factor  200      404     404
attendance_sheet                      POST    405      405     405      405      405      405     405
standing_items                        GET     >in      404     200      >factor  403      404     404
standing_items                        POST    405      405     405      405      405      405     405
add_standing_item                     GET     >in      404     200      >factor  403      404     404
add_standing_item                     POST    >in      404     >standing >factor  403      404     404
change_standing_item                  GET     >in      404     200      >factor  403      404     404
change_standing_item                  POST    >in      404     >standing >factor  403      404     404
move_standing_item                    GET     >in      404     200      >factor  403      404     404
move_standing_item                    POST    >in      404     >standing >factor  403      404     404
drop_standing_item                    GET     >in      404     200      >factor  403      404     404
drop_standing_item                    POST    >in      404     >standing >factor  403      404     404
desk                                  GET     >in      404     200      >factor  403      404     404
desk                                  POST    405      405     405      405      405      405     405
open_sitting                          GET     405      405     405      405      405      405     405
open_sitting                          POST    >in      404     422      >factor  403      404     404
record_happening                      GET     405      405     405      405      405      405     405
record_happening                      POST    >in      404     422      >factor  403      404     404
record_guest                          GET     405      405     405      405      405      405     405
record_guest                          POST    >in      404     422      >factor  403      404     404
record_other                          GET     405      405     405      405      405      405     405
record_other                          POST    >in      404     422      >factor  403      404     404
undo_happening                        GET     405      405     405      405      405      405     405
undo_happening                        POST    >in      404     422      >factor  403      404     404
close_sitting                         GET     >in      404     200      >factor  403      404     404
close_sitting                         POST    >in      404     200      >factor  403      404     404
adjourn_sitting                       GET     >in      404     200      >factor  403      404     404
adjourn_sitting                       POST    >in      404     200      >factor  403      404     404
chair                                 GET     >in      404     200      >factor  403      404     404
chair                                 POST    405      405     405      405      405      405     405
own_seat                              GET     >in      404     403      >factor  403      404     404
own_seat                              POST    >in      404     403      >factor  403      404     404
screen                                GET     >in      404     200      >factor  200      404     404
screen                                POST    405      405     405      405      405      405     405
watch_region                          GET     404      404     200      404      404      404     404
watch_region                          POST    405      405     405      405      405      405     405
healthz                               GET     200      200     200      200      200      200     200
healthz                               POST    405      405     405      405      405      405     405
components                            GET     200      200     200      200      200      200     200
components                            POST    405      405     405      405      405      405     405
accept_invitation                     GET     200      200     200      200      200      200     200
accept_invitation                     POST    >home    >home   >home    >home    >home    >home   >home
account_login                         GET     200      >home   >home    >home    >home    >home   >home
account_login                         POST    200      >home   >home    >home    >home    >home   >home
mfa_authenticate                      GET     >in      >home   >home    >home    >home    >home   >home
mfa_authenticate                      POST    >in      >home   >home    >home    >home    >home   >home
account_logout                        GET     >home    200     200      200      200      200     200
account_logout                        POST    >home    >home   >home    >home    >home    >home   >home
account_inactive                      GET     200      200     200      200      200      200     200
account_inactive                      POST    405      405     405      405      405      405     405
account_reauthenticate                GET     >in      200     200      200      200      200     200
account_reauthenticate                POST    >in      200     200      200      200      200     200
mfa_reauthenticate                    GET     >in      >form   200      >form    200      200     200
mfa_reauthenticate                    POST    >in      >form   200      >form    200      200     200
account_change_password               GET     >in      200     200      200      200      200     200
account_change_password               POST    >in      200     200      200      200      200     200
account_reset_password                GET     200      200     200      200      200      200     200
account_reset_password                POST    >reset   >reset  >reset   >reset   >reset   >reset  >reset
account_reset_password_done           GET     200      200     200      200      200      200     200
account_reset_password_done           POST    405      405     405      405      405      405     405
account_reset_password_from_key       GET     200      200     200      200      200      200     200
account_reset_password_from_key       POST    200      200     200      200      200      200     200
account_reset_password_from_key_done  GET     200      200     200      200      200      200     200
account_reset_password_from_key_done  POST    405      405     405      405      405      405     405
mfa_index                             GET     >in      200     200      200      200      200     200
mfa_index                             POST    >in      405      405      405      405      405      405
mfa_activate_totp                     GET     >in      200      >remove  200      >remove  >remove  >remove
mfa_activate_totp                     POST    >in      200      >remove  200      >remove  >remove  >remove
mfa_deactivate_totp                   GET     >in      404     200      404      200      200     200
mfa_deactivate_totp                   POST    >in      404     >self    404      >self    >self   >self
mfa_view_recovery_codes               GET     >in      404     200      404      200      200     200
mfa_view_recovery_codes               POST    >in      405      405      405      405      405      405
mfa_generate_recovery_codes           GET     >in      200     200      200      200      200     200
mfa_generate_recovery_codes           POST    >in      200      >codes   200      >codes   >codes   >codes
mfa_download_recovery_codes           GET     >in      404     200      404      200      200     200
mfa_download_recovery_codes           POST    >in      404      405      404      405      405      405
"""


def expected() -> dict[tuple[str, str], dict[str, str]]:
    """The table by (URL name, method), then by persona."""
    rows = {}
    for line in TABLE.strip().splitlines():
        if line.startswith("#"):
            continue
        name, method, *answers = line.split()
        rows[name, method] = dict(zip(PERSONAS, answers, strict=True))
    return rows
