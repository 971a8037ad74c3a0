"""The board that is measured: the program's own, with an eye on its first paint. Its modes come after that."""

import json
import os
from typing import TYPE_CHECKING

from rcboard.app import face, program
from rcboard.app.plan import Plan
from rcboard.host.credentials import Credentials
from tests.bench.programs import gauges
from tests.bench.programs.painted import Painted

if TYPE_CHECKING:
    from rcboard.app.desktop import Desktop


class Measured(face.Face):
    """The face of the program, with an eye on its first paint."""

    first_paint: float | None = None
    """Seconds from the start of the process to the first tiles."""
    ends_there = False
    """Whether that is the end of the program, for whoever counts what it took."""

    def show(self) -> None:
        """Show the window."""
        self._gauge = Painted(self.window.board_view.viewport(), self._note)
        super().show()

    def _note(self) -> None:
        Measured.first_paint = gauges.since_start()
        self._gauge.end()
        if Measured.ends_there:
            os._exit(0)


def open_board(mode: str, sign_in: str, *numbers: str) -> int:
    """Open the board for one errand."""
    Measured.ends_there = mode == "first"
    cannon = json.loads(sign_in)
    credentials = Credentials(cannon["server_url"], cannon["client_id"], cannon["client_secret"], cannon["jwt"])

    async def find() -> Credentials:
        return credentials

    async def run(window: "Desktop") -> int:
        from tests.bench.programs.modes import Bench  # late: what it imports is not the program's

        return await Bench(mode, cannon, [float(number) for number in numbers], Measured.first_paint).run(window)

    face.Face = Measured  # type: ignore[misc]  # the program makes ours instead
    known = (credentials.server_url, credentials.client_id)  # else nobody is kept for the next start
    return program.run(Plan(find=find, profile="bench", known=known, errand=run))
