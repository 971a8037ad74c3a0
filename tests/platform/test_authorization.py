"""Authorization in the browser: what is asked for, and which answers are answers."""

import base64
import hashlib
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rcboard.domain.link import Problem, ProblemKind
from rcboard.platform.authorization import Attempt, answers
from rcboard.platform.sign_in import Grant

HERE = "http://localhost:53101/oauth2callback"
ATTEMPT = Attempt("the-state", "the-nonce", "the-verifier")


def kind(query: list[tuple[str, str]]) -> ProblemKind | None:
    read = ATTEMPT.read(query, HERE)
    return read.kind if isinstance(read, Problem) else None


def test_the_challenge_is_the_one_of_the_standard() -> None:
    """RFC 7636, appendix B."""
    attempt = Attempt("", "", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    assert attempt.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_what_is_asked_for_names_the_method_and_never_the_verifier() -> None:
    attempt = Attempt.begin()
    page = attempt.page("https://platform.ringcentral.com/", "an id&more", HERE)
    query = {name: value for name, [value] in parse_qs(urlsplit(page).query).items()}
    challenge = base64.urlsafe_b64encode(hashlib.sha256(attempt.verifier.encode()).digest()).decode().rstrip("=")
    assert page.startswith("https://platform.ringcentral.com/restapi/oauth/authorize?")
    assert query == {
        "response_type": "code",
        "client_id": "an id&more",
        "redirect_uri": HERE,
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    assert attempt.verifier not in page


def test_no_two_attempts_are_alike_and_none_shows_its_secrets() -> None:
    one, other = Attempt.begin(), Attempt.begin()
    assert len({one.state, one.nonce, one.verifier, other.state, other.nonce, other.verifier}) == 6
    assert 43 <= len(one.verifier) <= 128, "RFC 7636, 4.1"
    assert not any(secret in repr(one) for secret in (one.state, one.nonce, one.verifier))


def test_the_right_answer_is_a_grant() -> None:
    query = [("code", "a-code"), ("state", "the-state"), ("expires_in", "60")]
    assert ATTEMPT.read(query, HERE) == Grant("a-code", HERE, "the-verifier", "the-nonce")
    assert "a-code" not in repr(ATTEMPT.read(query, HERE))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ([("code", "a"), ("state", "another")], ProblemKind.SIGN_IN_FOREIGN),
        ([("code", "a")], ProblemKind.SIGN_IN_FOREIGN),
        ([("code", "a"), ("state", "the-state"), ("state", "the-state")], ProblemKind.SIGN_IN_FOREIGN),
        ([("error", "access_denied"), ("state", "another")], ProblemKind.SIGN_IN_FOREIGN),
        ([("error", "access_denied"), ("state", "the-state")], ProblemKind.SIGN_IN_CANCELLED),
        ([("error", "server_error"), ("state", "the-state")], ProblemKind.SIGN_IN_REFUSED),
        ([("error", "x" * 9000), ("code", "a"), ("state", "the-state")], ProblemKind.SIGN_IN_REFUSED),
        ([("state", "the-state")], ProblemKind.SIGN_IN_REFUSED),
        ([("code", ""), ("state", "the-state")], ProblemKind.SIGN_IN_REFUSED),
        ([("code", "a\nb"), ("state", "the-state")], ProblemKind.SIGN_IN_REFUSED),
        ([("code", "a"), ("code", "b"), ("state", "the-state")], ProblemKind.SIGN_IN_REFUSED),
        ([("code", "a" * 5000), ("state", "the-state")], ProblemKind.SIGN_IN_REFUSED),
    ],
)
def test_every_other_answer_is_a_problem_of_its_own(query: list[tuple[str, str]], expected: ProblemKind) -> None:
    assert kind(query) is expected


@given(st.lists(st.tuples(st.sampled_from(["state", "code", "error", "x"]) | st.text(), st.text()), max_size=6))
def test_without_the_state_nothing_is_ever_a_grant_or_an_end(query: list[tuple[str, str]]) -> None:
    if [value for name, value in query if name == "state"] != ["the-state"]:
        assert kind(query) is ProblemKind.SIGN_IN_FOREIGN


def token(claims: object) -> str:
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{body}.signature"


def test_an_identity_token_must_be_of_this_attempt_where_there_is_one() -> None:
    assert answers("", "the-nonce")
    assert answers(token({"nonce": "the-nonce", "sub": "1"}), "the-nonce")
    for other in (token({"nonce": "another"}), token({"sub": "1"}), token({"nonce": 7}), token([]), "x", "a.%%%.c"):
        assert not answers(other, "the-nonce"), other


@given(st.text())
def test_no_identity_token_breaks_anything(text: str) -> None:
    assert not answers(text, "the-nonce") or not text
