"""The health of the running copy: what it tells the doctor of its line and of what it had to put right."""

from collections.abc import Mapping

import msgspec

from rcboard.app import running_copy
from rcboard.app.running_copy import Whose, Wish
from rcboard.domain.board import Board
from rcboard.domain.checkup import Check, Finding, Verdict
from rcboard.domain.link import Phase, Problem, ProblemKind


class Health(msgspec.Struct, frozen=True):
    """Counts since it was started."""

    live: bool
    problem: ProblemKind | None
    people: int
    missed: dict[str, int]
    """Fields that the slow check found otherwise though no event had told of it."""
    corrected: int
    """Records that it had to correct."""
    oddities: dict[str, int]
    """What came that did not fit, and what ended lines."""

    @classmethod
    def of(cls, board: Board, oddities: Mapping[str, int]) -> "Health":
        """Of this board, now."""
        link = board.link
        return cls(
            live=link.phase is Phase.LIVE,
            problem=link.problem.kind if link.problem else None,
            people=len(board),
            missed=dict(board.missed.fields),
            corrected=board.missed.people,
            oddities=dict(oddities),
        )

    @property
    def finding(self) -> Finding:
        """As the doctor tells it."""
        if not self.live:
            return Finding(Check.RUNNING, Verdict.NOTE, problem=Problem(self.problem) if self.problem else None)
        facts = {"people": str(self.people), "corrected": str(self.corrected)}
        facts |= {"missed": _listed(self.missed), "oddities": _listed(self.oddities)}
        return Finding(Check.RUNNING, Verdict.NOTE if self.corrected else Verdict.OK, facts=facts)


def ask(whose: Whose, profile: str) -> Finding | None:
    """How the profile's running copy is; None where none runs, or with another sign-in. Blocks for seconds at most."""
    said = running_copy.answer(Wish("checkup", whose), profile)
    if said is None or not said.out:
        return None
    return msgspec.json.decode(said.out[0], type=Health).finding


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
