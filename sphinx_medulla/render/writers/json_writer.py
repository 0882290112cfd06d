"""Records as JSON."""

from __future__ import annotations

import json

from ..comparison_job import ComparisonJob
from ..comparison_records import ComparisonRecords
from ..records import Records, records_of
from ..render_job import RenderJob


def write(job: RenderJob | ComparisonJob) -> bytes:
    """Write all flows or ports of a job, or what changes."""
    return json_text(records_of(job)).encode()


def json_text(found: Records | ComparisonRecords) -> str:
    """The content of the records; every text is as the dataset has it."""
    return json.dumps(found.content, ensure_ascii=False, indent=2) + "\n"
