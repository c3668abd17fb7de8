from django.urls import path

from meetings.agenda.views import keeping, publishing, readers, reading, standing_items

BODY = "trusts/<slug:slug>/bodies/<slug:body>/"
MEETING = f"{BODY}meetings/<uuid:meeting>/"
AGENDA = f"{MEETING}agenda/"
READERS = f"{AGENDA}items/<uuid:item>/readers/"
STANDING = f"{BODY}standing-items/"

urlpatterns = [
    path(AGENDA, reading.agenda, name="agenda"),
    path(f"{AGENDA}begin/", keeping.begin_agenda, name="begin_agenda"),
    path(f"{AGENDA}items/add/", keeping.add_item, name="add_item"),
    path(f"{AGENDA}items/<uuid:item>/change/", keeping.change_item, name="change_item"),
    path(f"{AGENDA}items/<uuid:item>/move/", keeping.move_item, name="move_item"),
    path(f"{AGENDA}items/<uuid:item>/drop/", keeping.drop_item, name="drop_item"),
    path(f"{AGENDA}items/<uuid:item>/papers/add/", keeping.add_paper, name="add_paper"),
    path(READERS, readers.readers, name="readers"),
    path(f"{READERS}invite/", readers.invite_reader, name="invite_reader"),
    path(f"{READERS}invitations/<uuid:key>/again/", readers.invite_reader_again, name="invite_reader_again"),
    path(f"{READERS}invitations/<uuid:key>/withdraw/", readers.withdraw_reader, name="withdraw_reader"),
    path(f"{READERS}<uuid:person>/revoke/", readers.revoke_reader, name="revoke_reader"),
    path(f"{AGENDA}papers/<uuid:paper>/drop/", keeping.drop_paper, name="drop_paper"),
    path(f"{AGENDA}publish/", publishing.publish_agenda, name="publish_agenda"),
    path(f"{AGENDA}supplement/", publishing.publish_supplement, name="publish_supplement"),
    path(f"{AGENDA}published/<int:number>/withdraw/", publishing.withdraw_publication, name="withdraw_publication"),
    path(f"{AGENDA}copies/<uuid:copy>/<slug:print_size>.pdf", reading.publication_pdf, name="publication_pdf"),
    path(f"{AGENDA}print/<slug:audience>/<slug:print_size>/", publishing.print_agenda, name="print_agenda"),
    path(f"{MEETING}attendance-sheet/<slug:print_size>/", publishing.print_attendance_sheet, name="attendance_sheet"),
    path(STANDING, standing_items.standing_items, name="standing_items"),
    path(f"{STANDING}add/", standing_items.add_standing_item, name="add_standing_item"),
    path(f"{STANDING}<uuid:item>/change/", standing_items.change_standing_item, name="change_standing_item"),
    path(f"{STANDING}<uuid:item>/move/", standing_items.move_standing_item, name="move_standing_item"),
    path(f"{STANDING}<uuid:item>/drop/", standing_items.drop_standing_item, name="drop_standing_item"),
]
