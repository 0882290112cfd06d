"""A rule's page, for a terminal and for a site."""

from __future__ import annotations

from pytest_regressions.file_regression import FileRegressionFixture

from sphinx_medulla.checker.rule import DatasetRule, RuleContext, Violations
from sphinx_medulla.checker.rule_pages import markdown_page, text_page


class Example(DatasetRule):
    """A flow is an example,
    over two lines.

    This paragraph is for those who read the code.

    Why: It shows
    nothing.

    Bad::

        bad: yes

    Good::

        good:
          - yes
    """

    code = "MED399"
    name = "an-example"
    fix = "Write another one."

    def check(self, context: RuleContext) -> Violations:
        yield from ()


class AboutPorts(Example):
    """A port is an example.

    Why: It shows nothing.

    Bad::

        bad: yes

    Good::

        good:
          - yes
    """

    name = "an-example"
    about_ports = True


def test_the_page_for_a_terminal(file_regression: FileRegressionFixture):
    file_regression.check(text_page(Example()) + "\n" + text_page(AboutPorts()), encoding="utf-8")


def test_the_page_for_a_site(file_regression: FileRegressionFixture):
    file_regression.check(markdown_page(AboutPorts()), extension=".md", encoding="utf-8")
