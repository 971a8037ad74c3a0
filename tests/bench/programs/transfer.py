"""The floor for a start: the pages of people and presence fetched over one connection and decoded, nothing else.

    python -m tests.bench.programs.transfer URL

Prints {"seconds"} from the start of the process, libraries loaded on the way.
"""

import json
import sys
from urllib.parse import urlsplit

import requests

from rcboard.platform import wire
from tests.bench.programs import gauges


def main() -> None:
    """Follow both lists to their ends."""
    url = sys.argv[1]
    session = requests.Session()
    for path, decode in (
        ("/restapi/v1.0/account/~/extension?page=1&perPage=1000", wire.people),
        ("/restapi/v1.0/account/~/presence?detailedTelephonyState=true&page=1&perPage=1000", wire.presences),
    ):
        following = path
        while following:
            page = decode(session.get(url + following, timeout=30).content)
            parts = urlsplit(page.next_uri)
            following = f"{parts.path}?{parts.query}" if page.next_uri else ""
    print(json.dumps({"seconds": gauges.since_start()}))


if __name__ == "__main__":
    main()
