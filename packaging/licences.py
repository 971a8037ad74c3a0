"""The list of licences for what is handed out: ``python packaging/licences.py >LICENCES.txt``.

A package without any licence in its metadata ends this with an error.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rcboard.host import licences  # after the path above


def main() -> int:
    """Print a line for each package, then the bundled font's; 1 when a licence is unknown."""
    print("\n".join(licences.listed()))
    unknown = [name for name in licences.packages() if not licences.licence(name)]
    if unknown:
        print(f"no licence is known of {', '.join(unknown)}", file=sys.stderr)
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
