"""A session for a project that keeps a dataset of network flows."""

import nox


@nox.session
def flows(session: nox.Session) -> None:
    """Check the dataset that pyproject.toml names; arguments go to the check."""
    session.install("sphinx-medulla")
    session.run("medulla-flows", "check", *session.posargs)
