from django.urls import path

from meetings.session.views import chair, desk, ending, screen, seat

SITTING = "trusts/<slug:slug>/bodies/<slug:body>/meetings/<uuid:meeting>/sittings/<int:number>"

urlpatterns = [
    path(f"{SITTING}/desk/", desk.desk, name="desk"),
    path(f"{SITTING}/desk/open/", desk.open_sitting, name="open_sitting"),
    path(f"{SITTING}/desk/record/", desk.record_happening, name="record_happening"),
    path(f"{SITTING}/desk/guest/", desk.record_guest, name="record_guest"),
    path(f"{SITTING}/desk/other/", desk.record_other, name="record_other"),
    path(f"{SITTING}/desk/undo/", desk.undo_happening, name="undo_happening"),
    path(f"{SITTING}/desk/close/", ending.close_sitting, name="close_sitting"),
    path(f"{SITTING}/desk/adjourn/", ending.adjourn_sitting, name="adjourn_sitting"),
    path(f"{SITTING}/chair/", chair.chair, name="chair"),
    path(f"{SITTING}/seat/", seat.own_seat, name="own_seat"),
    path(f"{SITTING}/screen/", screen.screen, name="screen"),
]
