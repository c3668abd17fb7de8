from django.urls import path

from meetings.decisions import views

DECISION = "trusts/<slug:slug>/decisions/<uuid:decision>/"

urlpatterns = [
    path("trusts/<slug:slug>/bodies/<slug:body>/decisions/", views.decisions, name="decisions"),
    path(DECISION, views.decision, name="decision"),
    path(f"{DECISION}confirm/", views.reaffirm, name="reaffirm"),
    path(f"{DECISION}again/", views.take_again, name="take_again"),
    path(f"{DECISION}refer/", views.refer, name="refer"),
    path(f"{DECISION}referrals/<uuid:referral>/answer/", views.record_ratification, name="record_ratification"),
]
