"""The command `medulla-flows`: its parser, and a module for each of its commands."""
