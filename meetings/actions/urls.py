from django.urls import path

from meetings.actions import views

TRUST = "trusts/<slug:slug>/"

urlpatterns = [
    path(f"{TRUST}actions/", views.actions, name="actions"),
    path(f"{TRUST}actions/<uuid:action>/", views.action, name="action"),
    path(f"{TRUST}actions/<uuid:action>/update/", views.update_action, name="update_action"),
    path(f"{TRUST}bodies/<slug:body>/actions/add/", views.add_action, name="add_action"),
    path(f"{TRUST}decisions/<uuid:decision>/actions/add/", views.add_action_from, name="add_action_from"),
]
