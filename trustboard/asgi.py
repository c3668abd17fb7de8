"""The entrance for the server: one process by itself, or several that share Redis."""

from __future__ import annotations

import os
import warnings

from django.core.asgi import get_asgi_application

# WhiteNoise reads its files synchronously, which Django would remark on at the first of them.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trustboard.settings")
application = get_asgi_application()

from trustboard.mail.delivery import start_sender  # noqa: E402 - needs the apps
from trustboard.operations.alone import refuse_a_second_process  # noqa: E402 - needs the settings

refuse_a_second_process()
start_sender()
