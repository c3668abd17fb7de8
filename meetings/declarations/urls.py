from django.urls import path

from meetings.declarations import views

MEETING = "trusts/<slug:slug>/bodies/<slug:body>/meetings/<uuid:meeting>/"
INTERESTS = f"{MEETING}interests/"

urlpatterns = [
    path(INTERESTS, views.interests_at, name="interests_at"),
    path(f"{INTERESTS}declare/", views.declare_interest_at, name="declare_interest_at"),
    path(f"{INTERESTS}<int:number>/withdraw/", views.withdraw_declaration, name="withdraw_declaration"),
    path(f"{INTERESTS}dismiss/", views.dismiss_interest, name="dismiss_interest"),
    path(f"{MEETING}agenda/papers/<uuid:paper>/", views.paper, name="paper"),
]
