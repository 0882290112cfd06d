"""``python -m sphinx_medulla``: the same as ``medulla-flows``."""

from __future__ import annotations

import sys

from .cli.main import main

if __name__ == "__main__":
    sys.exit(main())
