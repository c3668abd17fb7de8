"""The addresses of the house, and some that go wrong in each way that an address can."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from trustboard import urls

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


def fails(request: HttpRequest) -> HttpResponse:
    raise ValueError("the secret of the seventh shelf")


def is_not_yours(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("of the eighth shelf")


def is_suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("on the ninth shelf")


urlpatterns = [
    *urls.urlpatterns,
    path("fails/", fails),
    path("is-not-yours/", is_not_yours),
    path("is-suspicious/", is_suspicious),
]
