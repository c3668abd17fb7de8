from django.urls import path, register_converter

from governance.structure.converters import DayConverter, OfficeConverter
from governance.structure.views import access, changing, reading

register_converter(DayConverter, "day")
register_converter(OfficeConverter, "office")

urlpatterns = [
    path("", access.home, name="home"),
    path("trusts/found/", changing.found_trust, name="found_trust"),
    path("trusts/<slug:slug>/change/", changing.describe_trust, name="describe_trust"),
    path("trusts/<slug:slug>/agencies/add/", changing.add_agency, name="add_agency"),
    path("trusts/<slug:slug>/agencies/<slug:agency>/change/", changing.change_agency, name="change_agency"),
    path("trusts/<slug:slug>/agencies/<slug:agency>/invite/", changing.invite_contact, name="invite_contact"),
    path("trusts/<slug:slug>/bodies/add/", changing.add_body, name="add_body"),
    path("trusts/<slug:slug>/bodies/<slug:body>/change/", changing.change_body, name="change_body"),
    path("trusts/<slug:slug>/bodies/<slug:body>/lines/add/", changing.add_line, name="add_line"),
    path("trusts/<slug:slug>/bodies/<slug:body>/lines/<slug:to>/<day:starts>/end/", changing.end_line, name="end_line"),
    path("trusts/<slug:slug>/", reading.trust, name="trust"),
    path("trusts/<slug:slug>/structure/", reading.structure, name="structure"),
    path("trusts/<slug:slug>/agencies/", reading.agencies, name="agencies"),
    path("trusts/<slug:slug>/record/", access.trust_record, name="trust_record"),
    path("trusts/<slug:slug>/access/", access.trust_access, name="trust_access"),
    path("trusts/<slug:slug>/access/invite/", access.invite_person, name="invite_person"),
    path("trusts/<slug:slug>/access/invitations/<uuid:key>/again/", access.invite_again, name="invite_again"),
    path(
        "trusts/<slug:slug>/access/invitations/<uuid:key>/withdraw/",
        access.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("trusts/<slug:slug>/access/<uuid:person>/<slug:role>/revoke/", access.revoke_role, name="revoke_role"),
]
