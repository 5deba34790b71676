"""The names that everybody imports: where a notebook uses one and binds it nowhere, it means these."""

import builtins
import dis
from collections.abc import Iterator
from types import CodeType
from typing import Any

MODULES = (
    "cmath collections copy dataclasses fractions functools heapq itertools json math matplotlib numpy operator os random re "
    "statistics string sys time torch typing warnings"
)
MEMBERS = {
    "autograder": "networks",
    "autograder.student": "Layer check scene",
    "collections": "Counter OrderedDict defaultdict deque namedtuple",
    "copy": "deepcopy",
    "dataclasses": "dataclass field",
    "fractions": "Fraction",
    "functools": "cache lru_cache partial reduce",
    "itertools": "accumulate chain combinations islice pairwise permutations product zip_longest",
    "math": "ceil comb fabs floor gcd inf isclose isfinite isqrt lcm log2 pi prod sqrt",
    "matplotlib": "pyplot",
    "numbers": "Integral Number Real",
    "operator": "itemgetter",
    "torch": "Tensor nn",
    "torch.nn": "Module",
    "typing": "Any Callable Dict Iterable List NamedTuple Optional Sequence Tuple Union",
}
IMPORTS = (
    {name: f"import {name}" for name in MODULES.split()}
    | {name: f"from {module} import {name}" for module, names in MEMBERS.items() for name in names.split()}
    | {"np": "import numpy as np", "plt": "import matplotlib.pyplot as plt", "F": "from torch.nn import functional as F"}
)


def add_import(name: str, namespace: dict[str, Any]) -> bool:
    """Bind a name to what it usually stands for, if it is well known and unbound."""
    if name not in IMPORTS or name in namespace:
        return False
    try:
        exec(IMPORTS[name], namespace)
    except Exception:
        return False
    return True


def looked_up(code: CodeType) -> Iterator[str]:
    """The global names that a function and the functions inside it look up."""
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME") and not hasattr(builtins, step.argval):
            yield step.argval
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from looked_up(constant)
