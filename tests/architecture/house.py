"""The rules of the house as questions to the source: each gives the lines that break it.

Every question takes a module's path from the top of the repository and its parsed text, and is asked of every Python
file of the product but migrations. Exceptions stand here by path, each with its reason.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

TOP = Path(__file__).resolve().parents[2]
APPS = ("trustboard", "governance", "meetings")

WRITES = {
    "save",
    "create",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "assign_perm",
    "remove_perm",
}
WRITES |= {f"a{name}" for name in WRITES}
MANY_TO_MANY = {"add", "set", "remove", "clear"}
RUNS_SQL = {
    "trustboard/ledger/triggers.py": "installs the triggers",
    "trustboard/ledger/verify.py": "opens one snapshot to read from",
    "trustboard/operations/database_copy.py": "backs up and restores the whole database",
}
OPENS_TRANSACTIONS = {
    "trustboard/acts/act.py": "is the one door",
    "trustboard/ledger/verify.py": "reads from one snapshot",
    "trustboard/mail/delivery.py": "keeps what became of each letter by itself",
    "trustboard/accounts/adapters.py": "queues the letters of django-allauth, which knows no acts",
}
READS_THE_CLOCK = {
    "trustboard/checks.py": "says what is about to run out, as a command does",
    "trustboard/accounts/requests.py": "makes the By of a web request",
    "trustboard/accounts/adapters.py": "queues the letters of django-allauth, which has no By",
    "trustboard/mail/delivery.py": "is a sender, not an act",
    "governance/structure/regions.py": "renders as of now, as a view does",
    "meetings/session/regions.py": "renders as of now, as a view does",
}
CLOCKS = {
    "now": {"timezone", "datetime"},
    "utcnow": {"datetime"},
    "today": {"date", "datetime"},
    "time": {"time"},
    "time_ns": {"time"},
}
NOT_STEPS = {
    "trustboard/acts/changes.py": {"change"},  # the decorator itself
    "trustboard/accounts/changes.py": {"digest_of_token"},  # how a link is known to us; pure
}
NAMELESS = {"utils", "util", "helpers", "helper", "common", "services", "service", "misc"}
MOST_LINES = 400


class Module(NamedTuple):
    """One file: its path from the top, and its text and tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """The functions at the module's top."""
        return [node for node in self.tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


def module(path: str, text: str) -> Module:
    return Module(path, text, ast.parse(text))


def product() -> list[Module]:
    """Every Python file of the three apps but migrations."""
    files = [file for app in APPS for file in sorted((TOP / app).rglob("*.py")) if "migrations" not in file.parts]
    return [module(file.relative_to(TOP).as_posix(), file.read_text()) for file in files]


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    return _last_name(call.func)


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _decorators(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    return {node.id for node in function.decorator_list if isinstance(node, ast.Name)}


def only_changes_write(module: Module) -> list[int]:
    """Only `changes.py` writes domain tables."""
    return [] if module.name == "changes.py" else [call.lineno for call in module.calls() if _is_write(call)]


def _is_write(call: ast.Call) -> bool:
    name = called(call)
    if name in WRITES:
        return True
    if name in {"update", "aupdate"}:
        # A queryset takes what to write by name alone; a dictionary or a digest takes it by place.
        return bool(call.keywords) and not call.args
    if name in MANY_TO_MANY and isinstance(call.func, ast.Attribute):
        # `user.groups.add(…)`, but neither `seen.add(…)` nor `self.seen.add(…)`.
        receiver = call.func.value
        of_self = isinstance(receiver, ast.Attribute) and getattr(receiver.value, "id", "") == "self"
        return isinstance(receiver, ast.Attribute) and not of_self
    return False


def only_named_files_run_sql(module: Module) -> list[int]:
    """SQL by hand is run only where it is named above."""
    if module.path in RUNS_SQL:
        return []
    return [call.lineno for call in module.calls() if called(call) in {"execute", "executemany", "raw", "RawSQL"}]


def only_acts_open_transactions(module: Module) -> list[int]:
    """Steps, rules, forms and views open no transaction: the act does."""
    if module.path in OPENS_TRANSACTIONS:
        return []
    names = (node for node in ast.walk(module.tree) if isinstance(node, ast.Attribute | ast.Name))
    return [node.lineno for node in names if _last_name(node) == "atomic"]


def acts_live_in_acts(module: Module) -> list[int]:
    """A function under `@act` stands in an `acts.py`, and there every public function is an act."""
    if module.name == "acts.py":
        return [f.lineno for f in module.functions if not f.name.startswith("_") and "act" not in _decorators(f)]
    return [f.lineno for f in module.functions if "act" in _decorators(f)]


def acts_take_by(module: Module) -> list[int]:
    """Who acts is a keyword-only argument without a default."""
    wrong = []
    for function in _acts_of(module):
        defaults = dict(zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True))
        by = next((argument for argument in defaults if argument.arg == "by"), None)
        if by is None or defaults[by] is not None:
            wrong.append(function.lineno)
    return wrong


def acts_write_the_ledger(module: Module) -> list[int]:
    """Every act writes its entry."""
    return [
        function.lineno
        for function in _acts_of(module)
        if not any(isinstance(node, ast.Call) and called(node) == "record_act" for node in ast.walk(function))
    ]


def _acts_of(module: Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [function for function in module.functions if "act" in _decorators(function)]


def acts_do_not_call_acts(module: Module, acts: set[str]) -> list[int]:
    """Acts and steps call no act; what two acts share is a step."""
    if module.name not in {"acts.py", "changes.py"}:
        return []
    return [call.lineno for call in module.calls() if called(call) in acts]


def names_of_acts(modules: list[Module]) -> list[str]:
    """Every act's name, as often as it stands."""
    return [function.name for module in modules for function in _acts_of(module)]


def steps_are_changes(module: Module) -> list[int]:
    """Every public function of a `changes.py` is under `@change`."""
    if module.name != "changes.py":
        return []
    return [
        function.lineno
        for function in module.functions
        if not function.name.startswith("_")
        and "change" not in _decorators(function)
        and function.name not in NOT_STEPS.get(module.path, set())
    ]


def only_views_and_commands_read_the_clock(module: Module) -> list[int]:
    """The time comes in as an argument: rules, acts, steps and queries know no clock."""
    is_view = module.name == "views.py" or "/views/" in module.path
    if is_view or "management/commands" in module.path or module.path in READS_THE_CLOCK:
        return []
    asked = [
        node.lineno
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and _last_name(node.value) in CLOCKS.get(node.attr, ())
    ]
    # With a moment given, these two only say it in local time.
    asked += [
        call.lineno
        for call in module.calls()
        if called(call) in {"localtime", "localdate"} and not call.args + call.keywords
    ]
    taken_by_name = [
        node.lineno
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        and node.module in {"time", "django.utils.timezone"}
        and any(name.name in CLOCKS for name in node.names)
    ]
    return asked + taken_by_name


def rules_know_no_django(module: Module) -> list[int]:
    """A rule is plain Python on values."""
    if module.name != "rules.py":
        return []
    return [
        node.lineno
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "django")
        or (isinstance(node, ast.Import) and any(name.name.split(".")[0] == "django" for name in node.names))
    ]


def models_have_no_logic_in_save(module: Module) -> list[int]:
    """No model overrides save or delete."""
    if module.name != "models.py":
        return []
    return [
        node.lineno
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
    ]


def there_are_no_signals(module: Module) -> list[int]:
    """Nothing hangs on signals, but for what an app does once its migrations have run."""
    if module.name == "apps.py":
        return []
    return [
        node.lineno
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(("signals", "dispatch"))
    ]


def files_are_short(module: Module) -> list[int]:
    """No file is longer than one can hold in mind."""
    return [MOST_LINES + 1] if len(module.text.splitlines()) > MOST_LINES else []


def everything_has_a_name(module: Module) -> list[int]:
    """No room and no file is called by what it is not."""
    return [1] if NAMELESS & {PurePosixPath(part).stem for part in PurePosixPath(module.path).parts} else []


def rooms_say_what_they_own(module: Module) -> list[int]:
    """Each room's `__init__.py` says in a paragraph what it owns."""
    parts = PurePosixPath(module.path).parts
    is_room = module.name == "__init__.py" and not {"management", "templatetags"} & set(parts)
    return [1] if is_room and not ast.get_docstring(module.tree) else []


QUESTIONS = [
    only_changes_write,
    only_named_files_run_sql,
    only_acts_open_transactions,
    acts_live_in_acts,
    acts_take_by,
    acts_write_the_ledger,
    steps_are_changes,
    only_views_and_commands_read_the_clock,
    rules_know_no_django,
    models_have_no_logic_in_save,
    there_are_no_signals,
    files_are_short,
    everything_has_a_name,
    rooms_say_what_they_own,
]
