from django.urls import path

from meetings.agenda.views import keeping, reading

AGENDA = "trusts/<slug:slug>/bodies/<slug:body>/meetings/<uuid:meeting>/agenda/"

urlpatterns = [
    path(AGENDA, reading.agenda, name="agenda"),
    path(f"{AGENDA}begin/", keeping.begin_agenda, name="begin_agenda"),
    path(f"{AGENDA}items/add/", keeping.add_item, name="add_item"),
    path(f"{AGENDA}items/<uuid:item>/change/", keeping.change_item, name="change_item"),
    path(f"{AGENDA}items/<uuid:item>/move/", keeping.move_item, name="move_item"),
    path(f"{AGENDA}items/<uuid:item>/drop/", keeping.drop_item, name="drop_item"),
    path(f"{AGENDA}items/<uuid:item>/papers/add/", keeping.add_paper, name="add_paper"),
    path(f"{AGENDA}papers/<uuid:paper>/", reading.paper, name="paper"),
    path(f"{AGENDA}papers/<uuid:paper>/drop/", keeping.drop_paper, name="drop_paper"),
]
