"""Records as JSON."""

from __future__ import annotations

import json

from ..records import Records, records_of
from ..render_job import RenderJob


def write(job: RenderJob) -> bytes:
    """Write all flows or ports of a job."""
    return json_text(records_of(job)).encode()


def json_text(found: Records) -> str:
    """The product, the revision and the records; every text is as the dataset has it."""
    content = {
        "product": found.product,
        "revision": found.revision,
        "lines": list(found.values()),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
