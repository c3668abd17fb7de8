from django.urls import path

from governance.structure import views

urlpatterns = [
    path("", views.home, name="home"),
    path("trusts/<slug:slug>/", views.trust, name="trust"),
    path("trusts/<slug:slug>/record/", views.trust_record, name="trust_record"),
    path("trusts/<slug:slug>/access/", views.trust_access, name="trust_access"),
    path("trusts/<slug:slug>/access/invite/", views.invite_person, name="invite_person"),
    path("trusts/<slug:slug>/access/invitations/<uuid:key>/again/", views.invite_again, name="invite_again"),
    path(
        "trusts/<slug:slug>/access/invitations/<uuid:key>/withdraw/",
        views.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("trusts/<slug:slug>/access/<uuid:person>/<slug:role>/revoke/", views.revoke_role, name="revoke_role"),
]
