"""Where the dataset is that comes with this package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_NAME = "medulla.yaml"


def packaged_data() -> Path:
    """Return the folder with the packaged dataset, its schema and its translations.

    A wheel has it in the package, where the build puts the repository's ``data/`` (pyproject.toml,
    force-include); an install from an sdist is made through a wheel. An editable install has
    nothing there and uses the checkout's own ``data/``, so that an edit takes effect at once.
    """
    installed, checkout = _PACKAGE / "data", _PACKAGE.parent / "data"
    for folder in (installed, checkout):
        if (folder / _NAME).is_file():
            return folder
    raise FileNotFoundError(
        f"The packaged dataset {_NAME} is neither in {installed} nor in {checkout}: "
        "install sphinx-medulla again."
    )


def packaged_dataset() -> Path:
    """Return the path of the packaged dataset, in a wheel, an sdist's install or a checkout."""
    return packaged_data() / _NAME
