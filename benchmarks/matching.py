"""What parsing takes, and parsing with matching, of the files that are named, in one process: the best of five rounds.

python benchmarks/matching.py FILE…
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from migrator.audit.file import audit_source
from migrator.languages import recent
from migrator.languages.grammar import grammar
from migrator.model import Span
from migrator.rules.load import built_in
from migrator.rules.needles import needles
from migrator.scan.search import finder
from migrator.scan.source import Source

ROUNDS = 5


def main() -> int:
    from tree_sitter import Parser

    rules = built_in()
    find = finder(needles(rules.evidence))
    sources = [Source(path, Path(path).read_bytes()) for path in sys.argv[1:] if path.endswith((".ts", ".mjs"))]
    parser = Parser(grammar("typescript", "language_typescript"))

    def parse() -> None:
        for source in sources:
            parser.parse(source.data)

    def match() -> None:
        recent._kept.cache_clear()
        for source in sources:
            audit_source(source, [Span(*hit) for hit in find(source.data)], rules)

    alone, both = best(parse), best(match)
    print(f"{len(sources)} files: parsed in {alone * 1000:.0f} ms, parsed and matched in {both * 1000:.0f} ms")
    print(f"matched / parsed: {both / alone:.2f}")
    return 0


def best(work: Callable[[], None]) -> float:
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main())
