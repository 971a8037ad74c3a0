"""What every test shares: the fixtures of the kit, and the published schemas where they are at hand."""

from importlib.util import find_spec

pytest_plugins = [name for name in ("tests.kit.office", "tests.kit.terminal", "tests.kit.openapi") if find_spec(name)]
