"""What a worker replies, read with suspicion: each part of its type and length, and nothing else."""

from typing import Any

from autograder.isolation.limits import OUTPUT, explained
from autograder.isolation.perform import MAX_MESSAGE
from autograder.isolation.wire import WireError

ERRORS = ("raised", "signature", "unusable", "missing", "time")
LISTS = ("imported", "skipped", "tried")
MAX_NAME, MAX_NAMES, MANY = 120, 80, 10**9


def checked(reply: Any) -> dict[str, Any]:
    """The reply to a call, with all that one has; what else the worker may have put there is not believed. Raises `WireError`."""
    error = error_in(reply)
    if error is not None:
        return {"error": error}
    if "value" not in reply or not isinstance(reply.get("after"), list):
        raise WireError("not a reply")
    return {"value": reply["value"], "after": reply["after"], "earlier": reply.get("earlier")}


def checked_outcome(reply: Any) -> dict[str, Any]:
    """What came of a cell, read in the same way."""
    error = error_in(reply)
    if not isinstance(reply.get("printed"), str):
        raise WireError("not an outcome")
    done = {key: reply.get(key) is True for key in ("went_on", "joined")} | {key: names_in(reply.get(key)) for key in LISTS}
    return {"printed": reply["printed"][:OUTPUT], "error": error, **done}


def error_in(reply: Any) -> dict[str, Any] | None:
    if not isinstance(reply, dict) or not isinstance(error := reply.get("error"), (dict, type(None))):
        raise WireError("not a reply")
    return None if error is None else checked_error(error)


def checked_error(error: dict[str, Any]) -> dict[str, Any]:
    """What an answer raised, with a sentence on the limit that it ran into."""
    words: dict[str, Any] = {key: error[key][:MAX_MESSAGE] if isinstance(error.get(key), str) else "" for key in ("kind", "type", "message", "line")}
    if words["kind"] not in ERRORS:
        raise WireError("not an error")
    bases, number = names_in(error.get("bases")), error.get("number")
    limit = explained([words["type"], *bases], words["message"])
    message = " ".join(filter(None, [words["message"], limit]))
    return words | {"message": message, "bases": bases, "number": number if type(number) is int and 0 <= number < MANY else 0}


def names_in(reply: Any) -> list[str]:
    """The short texts of a list, as far as there are not too many."""
    return [name for name in reply if isinstance(name, str) and len(name) <= MAX_NAME][:MAX_NAMES] if isinstance(reply, list) else []


def others_in(reply: Any) -> list[tuple[str, list[str]]]:
    """Pairs of a cell and names, as far as they are that."""
    pairs = [pair for pair in reply if isinstance(pair, tuple) and len(pair) == 2] if isinstance(reply, list) else []
    return [(cell, names_in(names)) for cell, names in pairs[:MAX_NAMES] if names_in([cell])]
