"""Every command with its options, said once: the light parser and the typer application are both made from this.

Plain classes, since this is imported by each start of the program and ``dataclasses`` costs more than all of it.
"""

from __future__ import annotations

Value = str | int | bool | None | tuple[str, ...]
Values = dict[str, Value]

FORMATS = ("text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown")
GROUPINGS = ("priority", "file", "kind", "rule", "layer", "language")
PRIORITIES = ("critical", "high", "medium", "low")
KINDS = (
    *("import", "client", "call", "endpoint", "response", "env", "setting", "url", "model", "service", "image"),
    *("port", "volume", "healthcheck", "command", "dependency", "provider", "identifier", "file-name", "text", "doc"),
)


class Option:
    """An option. ``default`` says what it takes: False a flag, None on or off, a number, text, or a tuple of many."""

    def __init__(
        self, name: str, default: Value, help: str, choices: tuple[str, ...] = (), metavar: str = "", short: str = ""
    ) -> None:
        self.name = name
        self.key = name.lstrip("-").replace("-", "_")
        self.default = default
        self.help = help
        self.choices = choices
        self.metavar = metavar
        self.short = short


class Command:
    """A command; ``name`` has two words for one of a group. ``migrator.cli.MODULE.FUNCTION(**values)`` runs it.

    ``argument`` is the name of its positional arguments, ``help`` a sentence, ``more`` what follows it.
    """

    def __init__(
        self, name: str, help: str, options: tuple[Option, ...] = (), argument: str = "", many: bool = False
    ) -> None:
        self.name = name
        self.help = help
        self.options = options
        self.argument = argument
        self.many = many

    def defaults(self) -> Values:
        """The value of every option that is not given."""
        values = {option.key: option.default for option in self.options}
        return {self.argument: () if self.many else "", **values} if self.argument else values


CONFIG = Option(
    "--config", "", "Settings file, instead of the nearest migrator.toml or pyproject.toml.", metavar="FILE"
)
RULES = Option("--rules", (), "A directory with rules of your own, beside the built-in ones.", metavar="DIR")
COLOR = Option("--color", None, "Colour the output, or do not; by default when it goes to a terminal.")
JOBS = Option("--jobs", 0, "Number of processes; 0 chooses by the size of the tree.", metavar="N")
QUIET = Option("--quiet", False, "Print nothing but errors; the exit code says the rest.", short="-q")
FORMAT = Option("--format", "text", "How the report is written.", choices=FORMATS, metavar="FORMAT", short="-f")
OUTPUT = Option(
    "--output",
    (),
    "Write the report to FILE, in the format its suffix says or as FORMAT:FILE. May be given several times.",
    metavar="FILE",
    short="-o",
)
GPU = Option("--gpu", "", "The memory of the graphics card, such as 16GB.", metavar="SIZE")
GPUS = Option("--gpus", "", "Several cards, such as 2x24GB.", metavar="NxSIZE")
COMMON = (RULES, CONFIG, JOBS, QUIET)
SHOWN = (COLOR, *COMMON)

COMMANDS = (
    Command(
        "audit",
        "List every reference, the most dangerous first.",
        (
            FORMAT,
            OUTPUT,
            Option("--group-by", "priority", "What the text report is grouped by.", choices=GROUPINGS, metavar="BY"),
            Option("--priority", (), "Show only findings of this priority.", choices=PRIORITIES, metavar="PRIORITY"),
            Option("--kind", (), "Show only findings of this kind.", choices=KINDS, metavar="KIND"),
            Option("--path", (), "Show only findings in files that match the pattern.", metavar="PATTERN"),
            Option("--verbose", False, "Show every finding with its source line and reason.", short="-v"),
            Option("--exit-zero", False, "Exit with 0 even when there are findings."),
            *SHOWN,
        ),
        argument="paths",
        many=True,
    ),
    Command(
        "gate",
        "Fail on references that nobody has accepted.",
        (
            Option("--baseline", "", "The baseline file.", metavar="FILE"),
            Option("--locked", False, "Fail also on entries of the baseline that no longer occur."),
            Option("--documents", False, "Gate documents like code."),
            Option("--threshold", 0, "How many open findings are let through.", metavar="N"),
            Option(
                "--min-priority",
                "low",
                "Gate findings of this priority and above.",
                choices=PRIORITIES,
                metavar="PRIORITY",
            ),
            FORMAT,
            OUTPUT,
            *SHOWN,
        ),
        argument="paths",
        many=True,
    ),
    Command(
        "baseline",
        "Write the baseline, or take out what is gone.",
        (
            Option("--baseline", "", "The baseline file.", metavar="FILE"),
            Option("--accept", False, "Take in new findings as well; the first run takes in all."),
            Option("--documents", False, "Take in documents like code."),
            *COMMON,
        ),
    ),
    Command(
        "rewrite",
        "Change what can be changed whole, list the rest.",
        (
            Option("--names", False, "Rename what is called after the old server: names, variables, files, texts."),
            Option("--dry-run", False, "Print the diff, write nothing, exit with 3 when a file would change."),
            Option("--safe-only", False, "Leave out changes that need a review."),
            Option("--rule", (), "Apply only this rule.", metavar="ID"),
            Option("--path", (), "Change only files that match the pattern.", metavar="PATTERN"),
            Option("--format", "text", "How the result is written.", choices=("text", "json"), short="-f"),
            RULES,
            CONFIG,
            COLOR,
            QUIET,
        ),
        argument="paths",
        many=True,
    ),
    Command(
        "env",
        "Show the variables of the environment: who sets them, who reads them, what does not fit.",
        (Option("--format", "text", "How the result is written.", choices=("text", "json"), short="-f"), RULES, CONFIG),
    ),
    Command(
        "accept",
        "Record that a reference stays: PATH:LINE above the line, PATH in the settings.",
        (
            Option("--reason", "", "Why it stays.", metavar="TEXT"),
            Option("--until", "", "The last day of that; for good without it.", metavar="YYYY-MM-DD"),
            Option("--rule", (), "Accept only findings of this rule.", metavar="ID"),
            RULES,
            CONFIG,
        ),
        argument="places",
        many=True,
    ),
    Command(
        "undo",
        "Restore all files as before the last rewrite.",
        (Option("--force", False, "Restore files that were changed since, too."), QUIET),
    ),
    Command(
        "models",
        "List every model that is named, and what it takes to serve it.",
        (
            GPU,
            GPUS,
            Option("--format", "text", "How the list is written.", choices=("text", "json"), short="-f"),
            RULES,
            CONFIG,
            QUIET,
        ),
        argument="paths",
        many=True,
    ),
    Command(
        "plan",
        "Say which servers the code base needs, with which flags and memory.",
        (
            GPU,
            GPUS,
            Option("--write", "", "Write a Compose file, or with --kubernetes manifests, to FILE.", metavar="FILE"),
            Option("--kubernetes", False, "Manifests for a cluster."),
            Option("--force", False, "Overwrite a file that is there already."),
            Option("--format", "text", "How the plan is written.", choices=("text", "json"), short="-f"),
            RULES,
            CONFIG,
            QUIET,
        ),
        argument="paths",
        many=True,
    ),
    Command("rules list", "List the rules.", (RULES,)),
    Command("rules show", "Show a rule: what, why, before and after.", (RULES, COLOR), argument="rule"),
    Command("rules test", "Run the examples of all rules.", (RULES, QUIET)),
    Command("rules schema", "Print the JSON schema of rule files, for editors."),
    Command(
        "init",
        "Write settings, a pre-commit entry and a CI job.",
        (Option("--pyproject", False, "Put the settings into pyproject.toml, not into migrator.toml."),),
    ),
)
GROUPS = {"rules": "List, show and test the rules."}
EPILOG = (
    "Exit codes: 0 clean, 1 findings or gate failed, 2 usage, settings or internal error, 3 dry run would change files."
)
