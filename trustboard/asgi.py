"""The entrance for the server: one process by itself, or several that share Redis."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trustboard.settings")
application = get_asgi_application()

from trustboard.mail.delivery import start_sender  # noqa: E402 - needs the apps
from trustboard.operations.alone import refuse_a_second_process  # noqa: E402 - needs the settings

refuse_a_second_process()
start_sender()
