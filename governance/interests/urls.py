from django.urls import path

from governance.interests.views import changing, reading

REGISTER = "trusts/<slug:slug>/interests"
OWN = "trusts/<slug:slug>/people/<slug:person>/interests/"

urlpatterns = [
    path(f"{REGISTER}/", reading.interests, name="interests"),
    path(f"{REGISTER}.csv", reading.interests_csv, name="interests_csv"),
    path(f"{REGISTER}/confirmations/", reading.confirmations, name="confirmations"),
    path(OWN, reading.own, name="own_interests"),
    path(f"{OWN}history/", reading.history, name="interests_history"),
    path(f"{OWN}declare/", changing.declare_interest, name="declare_interest"),
    path(f"{OWN}confirm/", changing.confirm_interests, name="confirm_interests"),
    path(f"{OWN}<uuid:interest>/change/", changing.change_interest, name="change_interest"),
    path(f"{OWN}<uuid:interest>/end/", changing.end_interest, name="end_interest"),
]
