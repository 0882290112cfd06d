"""A nox session for a project with a dataset of network flows."""

import nox


@nox.session
def flows(session: nox.Session) -> None:
    """Check the dataset that pyproject.toml names. Arguments go to `medulla-flows check`."""
    session.install("sphinx-medulla")
    session.run("medulla-flows", "check", *session.posargs)
