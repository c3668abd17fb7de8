from django.urls import path

from meetings.answers import views

urlpatterns = [
    path(
        "trusts/<slug:slug>/bodies/<slug:body>/meetings/<uuid:meeting>/answer/<slug:seat>/",
        views.answer_for_seat,
        name="answer_for_seat",
    ),
]
