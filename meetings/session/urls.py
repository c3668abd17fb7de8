from django.urls import path

from meetings.session.views import acting, chair, desk, ending, rare, ruling, screen, seat, voting

SITTING = "trusts/<slug:slug>/bodies/<slug:body>/meetings/<uuid:meeting>/sittings/<int:number>"

urlpatterns = [
    path(f"{SITTING}/desk/", desk.desk, name="desk"),
    path(f"{SITTING}/desk/open/", desk.open_sitting, name="open_sitting"),
    path(f"{SITTING}/desk/record/", desk.record_happening, name="record_happening"),
    path(f"{SITTING}/desk/guest/", rare.record_guest, name="record_guest"),
    path(f"{SITTING}/desk/other/", rare.record_other, name="record_other"),
    path(f"{SITTING}/desk/undo/", desk.undo_happening, name="undo_happening"),
    path(f"{SITTING}/desk/close/", ending.close_sitting, name="close_sitting"),
    path(f"{SITTING}/desk/adjourn/", ending.adjourn_sitting, name="adjourn_sitting"),
    path(f"{SITTING}/rule/", ruling.rule_on, name="rule_on"),
    path(f"{SITTING}/procedure/", ruling.rule_on_procedure, name="rule_on_procedure"),
    path(f"{SITTING}/decide/", voting.decide, name="decide"),
    path(f"{SITTING}/decisions/<uuid:decision>/actions/add/", acting.add_action_at, name="add_action_at"),
    path(f"{SITTING}/ballots/put/", voting.put_to_vote, name="put_to_vote"),
    path(f"{SITTING}/ballots/<uuid:ballot>/close/", voting.close_vote, name="close_vote"),
    path(f"{SITTING}/ballots/<uuid:ballot>/void/", voting.void_vote, name="void_vote"),
    path(f"{SITTING}/ballots/<uuid:ballot>/vote/", voting.cast_vote, name="cast_vote"),
    path(f"{SITTING}/ballots/<uuid:ballot>/tie/", voting.break_tie, name="break_tie"),
    path(f"{SITTING}/chair/", chair.chair, name="chair"),
    path(f"{SITTING}/seat/", seat.own_seat, name="own_seat"),
    path(f"{SITTING}/screen/", screen.screen, name="screen"),
]
