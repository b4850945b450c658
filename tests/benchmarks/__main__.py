"""``python -m tests.benchmarks``: every figure beside its budget.

``JUSEOK_BENCH_LARGE=1`` makes the project of the list 100,000 articles with 1,000,000 mentions
instead of 1,000 with 10,000; how much goes out and in, and what is merged, is said apart
(``bench_documents``, ``bench_merge``).  Medians; the ratio is to the budget.  Ends with 0 in any
case: a figure is read, not asserted.
"""

import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import (
    bench_actions,
    bench_agreement,
    bench_analyser,
    bench_articleview,
    bench_documents,
    bench_formats,
    bench_import,
    bench_learning,
    bench_merge,
    bench_review,
    bench_search,
    bench_store,
    bench_tag_all,
    bench_window,
)
from tests.benchmarks.figures import Figure, table
from tests.benchmarks.generator import Size, make_project

from juseok.store.identity import Identity


def main() -> None:
    """Run all benchmarks; names on the command line choose some."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    articles = 100_000 if os.environ.get("JUSEOK_BENCH_LARGE") else 1_000
    wanted = set(sys.argv[1:]) or {
        "store", "formats", "documents", "start", "window", "import", "view", "analyser", "tag_all",
        "search", "actions", "learning", "merge", "review", "agreement",
    }  # fmt: skip
    kept: list[Figure] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["JUSEOK_CONFIG"] = str(folder / "config")
        identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", folder / "state")
        path = folder / "news.juseok"
        if wanted & {"store", "start", "analyser", "tag_all", "search"}:
            make_project(path, identity, Size(articles))
        if "start" in wanted:
            kept += table(
                f"Start, {articles:,} articles", bench_window.start_figures(path, identity)
            )
        if "store" in wanted:
            title = f"Project file, {articles:,} articles, {articles * 10:,} mentions"
            kept += table(title, bench_store.figures(path, identity))
            kept += table("Size", bench_store.disk(folder, identity))
        if "tag_all" in wanted:
            title = f"Tag all in the project, {articles:,} articles"
            kept += table(title, bench_tag_all.figures(path, identity))
        if "search" in wanted:
            title = f"Search, {articles:,} articles"
            kept += table(title, bench_search.figures(path, identity, folder))
        if "formats" in wanted:
            kept += table("Files in and out", bench_formats.figures(folder, identity))
        if "documents" in wanted:
            count = bench_documents.COUNT
            title = f"Formats out of a project and into one, {count:,} articles"
            kept += table(title, bench_documents.figures(folder, identity, count))
        if "window" in wanted:
            kept += table("Window", bench_window.figures(folder, identity))
        if "import" in wanted:
            files = articles // 5 if articles > 1_000 else 2 * articles
            title = f"Import dialog, {files:,} files"
            kept += table(title, bench_import.figures(folder, identity, files=files))
        if "analyser" in wanted:
            kept += table("The analyser beside the window", bench_analyser.figures(path))
        if "review" in wanted:
            count = min(articles, 10_000)
            title = f"Review, {count:,} articles, {bench_review.ANNOTATORS} annotators"
            kept += table(title, bench_review.figures(folder, identity, count))
        if "learning" in wanted:
            kept += table("Learning", bench_learning.figures(folder, identity))
        if "merge" in wanted:
            kept += table("Merging", bench_merge.figures(folder, identity))
        if "agreement" in wanted:
            count = min(articles, 10_000)
            title = f"Agreement, {count:,} articles by ten annotators each"
            kept += table(title, bench_agreement.figures(folder, identity, articles=count))
        if "actions" in wanted:
            kept += table("Actions of an annotator", bench_actions.figures(folder, identity))
    if "view" in wanted:
        bench_articleview.main()
    over = [figure for figure in kept if not figure.held]
    print(f"\n{len(kept)} figures, {len(over)} over budget")


main()
