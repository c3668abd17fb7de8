from django.urls import path

from meetings.schedule.views import changing, reading

BODY = "trusts/<slug:slug>/bodies/<slug:body>"
MEETING = f"{BODY}/meetings/<uuid:meeting>"

urlpatterns = [
    path(f"{BODY}/calendar/", reading.calendar, name="calendar"),
    path(f"{BODY}/calendar.ics", reading.calendar_ics, name="calendar_ics"),
    path(f"{BODY}/calendar/propose/", changing.agree_dates, name="agree_dates"),
    path(f"{BODY}/meetings/add/", changing.add_meeting, name="add_meeting"),
    path(f"{MEETING}/", reading.meeting, name="meeting"),
    path(f"{MEETING}/move/", changing.move_meeting, name="move_meeting"),
    path(f"{MEETING}/cancel/", changing.cancel_meeting, name="cancel_meeting"),
    path(f"{MEETING}/close-to-public/", changing.close_to_public, name="close_to_public"),
    path(f"{MEETING}/open-to-public/", changing.open_to_public, name="open_to_public"),
    path(f"{MEETING}/notice/", changing.give_notice, name="give_notice"),
]
