"""The gatekeeper: a board's gate with the policy in force and the calls it has counted; one for all who ask."""

from collections.abc import Callable

from rcboard.domain.board import Board, Changes
from rcboard.domain.gate import Decision, decide, find, first_free
from rcboard.domain.groups import Named, members
from rcboard.domain.preferences import Gate
from rcboard.domain.recent_calls import RecentCalls


class Gatekeeper:
    """Answers for one board. ``named`` gives call queues and the desk's own groups as they are now."""

    def __init__(self, board: Board, policy: Gate = Gate(), named: Callable[[], Named] = dict) -> None:
        self.board = board
        self.policy = policy
        self.named = named
        self._calls = RecentCalls(policy.recent * 60.0)

    def adopt(self, policy: Gate) -> None:
        """Another policy is in force now."""
        self.policy = policy
        self._calls.window = policy.recent * 60.0

    def take(self, changes: Changes, now: float) -> None:
        """The board changed."""
        self._calls.take(changes, now)

    def person(self, number: str) -> Decision:
        """May a call go through to that extension?"""
        return decide(self.board, find(self.board, number), self.policy)

    def group(self, name: str, now: float) -> Decision:
        """Who of that group is to be called now?"""
        group = members(self.board, name, self.named())
        return first_free(self.board, group, self.policy, lambda id: self._calls.count(id, now))
