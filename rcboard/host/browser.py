"""The browser: opening a page for the person in front of this computer."""

import logging
import threading
import webbrowser

log = logging.getLogger(__name__)


def open_page(address: str) -> None:
    """Open this in the person's browser, without waiting: some ways of opening one end only with the browser.

    Whether it worked cannot be known for sure, so who calls says the address, too.
    """

    def opening() -> None:
        try:
            opened = webbrowser.open(address)
        except (OSError, webbrowser.Error) as error:
            log.warning("no browser could be opened: %s", type(error).__name__)
            return
        if not opened:
            log.info("no browser could be opened")

    threading.Thread(target=opening, name="browser", daemon=True).start()
