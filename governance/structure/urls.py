from django.urls import path

from governance.structure.views import access

urlpatterns = [
    path("", access.home, name="home"),
    path("trusts/<slug:slug>/", access.trust, name="trust"),
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
