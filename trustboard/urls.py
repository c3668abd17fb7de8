"""The addresses of the house."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("account/", include("trustboard.accounts.urls")),
    path("live/", include("trustboard.live.urls")),
    path("", include("trustboard.operations.urls")),
    path("", include("governance.urls")),
    path("", include("meetings.urls")),
]
if settings.IS_LOCAL:
    urlpatterns.append(path("", include("trustboard.look.urls")))

handler400 = "trustboard.operations.views.bad_request"
handler403 = "trustboard.operations.views.not_yours"
handler404 = "trustboard.operations.views.not_found"
handler500 = "trustboard.operations.views.fault"
