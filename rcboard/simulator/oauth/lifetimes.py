"""How long tokens live: what a client may ask for, and what it gets (API reference: "Get Token")."""

from dataclasses import dataclass

from rcboard.simulator.errors import oauth
from rcboard.simulator.numbers import Numbers


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """The lifetimes a client asks for, in seconds; None where it did not ask. Out of range is brought into range."""

    access_wish: int | None = None
    refresh_wish: int | None = None

    def access(self, numbers: Numbers) -> int:
        """Too low (also -1) becomes the minimum, too high the default."""
        if self.access_wish is None or self.access_wish > numbers.access_token:
            return numbers.access_token
        return max(self.access_wish, min(numbers.access_token_minimum, numbers.access_token))

    def refresh(self, numbers: Numbers) -> int:
        """0 means no refresh token; below 0 or too high becomes the default."""
        if self.refresh_wish is None or not 0 <= self.refresh_wish <= numbers.refresh_token_maximum:
            return numbers.refresh_token
        return self.refresh_wish

    def demand_range(self, numbers: Numbers) -> None:
        """Raise the refusal of a platform that does not bring them into range."""
        ranges = {
            "access_token_ttl": (self.access_wish, numbers.access_token_minimum, numbers.access_token),
            "refresh_token_ttl": (self.refresh_wish, 0, numbers.refresh_token_maximum),
        }
        for name, (wish, least, most) in ranges.items():
            if wish is not None and not least <= wish <= most:
                text = f"Parameter [{name}] has to be between {least} and {most}"
                raise oauth(400, "invalid_request", "CMN-101", text, **{name: str(wish)})
