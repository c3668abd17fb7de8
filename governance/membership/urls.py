from django.urls import path

from governance.membership.views import changing, correcting, reading

TRUST = "trusts/<slug:slug>/"
BODY = f"{TRUST}bodies/<slug:body>/"
SEAT = f"{BODY}seats/<slug:seat>/"
PERSON = f"{TRUST}people/<slug:person>/"

urlpatterns = [
    path("seats/", reading.my_seats, name="my_seats"),
    path(f"{TRUST}people/add/", changing.add_person, name="add_person"),
    path(f"{PERSON}change/", changing.change_person, name="change_person"),
    path(f"{PERSON}invite/", changing.invite_to_sign_in, name="invite_to_sign_in"),
    path(f"{BODY}elect/", changing.elect, name="elect"),
    path(f"{BODY}seats/add/", changing.add_seat, name="add_seat"),
    path(f"{SEAT}change/", changing.change_seat, name="change_seat"),
    path(f"{SEAT}appoint/", changing.appoint, name="appoint"),
    path(f"{SEAT}leave-vacant/", changing.leave_vacant, name="leave_vacant"),
    path(f"{SEAT}name-deputy/", changing.name_deputy, name="name_deputy"),
    path(f"{SEAT}holdings/<day:day>/correct/", correcting.correct_holding, name="correct_holding"),
    path(f"{SEAT}holdings/<day:day>/strike/", correcting.strike_holding, name="strike_holding"),
    path(f"{SEAT}deputies/<day:day>/correct/", correcting.correct_naming, name="correct_naming"),
    path(f"{SEAT}deputies/<day:day>/strike/", correcting.strike_naming, name="strike_naming"),
    path(f"{BODY}offices/<office:office>/<day:day>/correct/", correcting.correct_office, name="correct_office"),
    path(f"{BODY}offices/<office:office>/<day:day>/strike/", correcting.strike_office, name="strike_office"),
    path(f"{TRUST}members/", reading.members, name="members"),
    path(f"{TRUST}members.csv", reading.members_csv, name="members_csv"),
    path(f"{TRUST}people/", reading.people, name="people"),
    path(PERSON, reading.person, name="person"),
    path(f"{PERSON}history/", reading.person_history, name="person_history"),
    path(f"{TRUST}gaps/", reading.gaps, name="gaps"),
    path(BODY, reading.body, name="body"),
    path(f"{BODY}history/", reading.body_history, name="body_history"),
    path(SEAT, reading.seat, name="seat"),
    path(f"{SEAT}history/", reading.seat_history, name="seat_history"),
]
