"""One suite a file: a `SUITE`, or a plain function `run(data, out)` that names its numbers."""

from importlib import import_module
from pkgutil import iter_modules

from copilot.errors import InputError
from eval.suite import Suite, plain


def names() -> list[str]:
    """Every suite there is."""
    return sorted(module.name for module in iter_modules(__path__))


def suite(name: str) -> Suite:
    """Return a suite by name; its module is imported only now.

    Raises:
        InputError: there is none of that name.
    """
    if name not in names():
        raise InputError(f"no suite {name!r}; there are {', '.join(names())}")
    module = import_module(f"eval.suites.{name}")
    found: Suite = module.SUITE if hasattr(module, "SUITE") else plain(name, module.run)
    return found
