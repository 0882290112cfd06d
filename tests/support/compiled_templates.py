"""Keep the templates that Jinja compiles, which is a quarter of the time of a small build.

Importing this module is enough. The files are beside other temporary files; Jinja checks that they
are made of the same source, by the same version of Python.
"""

from __future__ import annotations

import functools

import sphinx.jinja2glue
from jinja2 import FileSystemBytecodeCache
from jinja2.sandbox import SandboxedEnvironment

sphinx.jinja2glue.SandboxedEnvironment = functools.partial(  # type: ignore[misc,assignment]
    SandboxedEnvironment, bytecode_cache=FileSystemBytecodeCache()
)
