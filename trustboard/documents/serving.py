"""Sending a kept file, so that it is never run or shown in our origin."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase

from trustboard.documents.kept import kept_file


def kept_as_download(sha256: str, *, name: str, media_type: str) -> HttpResponseBase:
    """The file, to be saved under that name and not to be shown. Raises Http404 where it is lost."""
    try:
        file = kept_file(sha256).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return _sealed(FileResponse(file, as_attachment=True, filename=name, content_type=media_type))


def made_as_download(content: bytes, *, name: str, media_type: str) -> HttpResponseBase:
    """What was just made, likewise."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _sealed(response)


def _sealed(response: HttpResponseBase) -> HttpResponseBase:
    # Set here, the site's own policy is left out; `sandbox` lets nothing in the file act as us.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response
