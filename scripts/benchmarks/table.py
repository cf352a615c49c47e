"""Prints the times of Sluice, of measured peers and of published columns as one Markdown table, and what follows from it.

    table.py --triples N --published FILE --sluice FILE [--peer NAME=FILE ...]

The means count each query of the published table once and its last row, nine short queries, as one. Queries that the
published table does not have are shown and not counted.
"""

import argparse
import json
import math

# The published columns are of 10.7 M triples; they are compared with sizes near it alone.
PUBLISHED_TRIPLES = 10_700_000
SHORT = ["%02d-lubm-q%d" % pair for pair in zip(range(23, 32), (1, 3, 4, 5, 7, 10, 11, 12, 13))]
NAMES = {"oxigraph": "Oxigraph 0.5.13", "virtuoso": "Virtuoso 7.2.5"}


def measured(path):
    """The objects of a file by their query."""
    with open(path) as lines:
        figures = [json.loads(line) for line in lines]
    return {figure["query"]: figure for figure in figures}


def published(path):
    """The columns of the published table: for each its cells by query."""
    with open(path) as lines:
        head, *rows = [line.rstrip("\n").split("\t") for line in lines]
    return {name: {row[0]: row[place] for row in rows} for place, name in enumerate(head) if place > 0}


def number(cell):
    """The number of a published cell: of a range its geometric middle, of an error None."""
    if cell is None or cell == "error":
        return None
    return mean([float(part) for part in cell.split(" to ")])


def mean(numbers):
    """The geometric mean, or None of nothing."""
    return math.exp(sum(map(math.log, numbers)) / len(numbers)) if numbers else None


def milliseconds(figures, query):
    """The time of a query, of "short" the mean of nine, or None where it failed or was not asked."""
    if query == "short":
        times = [milliseconds(figures, name) for name in SHORT]
        return None if None in times else mean(times)
    return figures.get(query, {}).get("milliseconds")


def shown(value):
    """A time with three digits or all before the point."""
    if value is None:
        return ""
    return "{:,.0f}".format(value) if value >= 100 else "%.3g" % value


def title(query):
    if query == "short":
        return "*LUBM Q1, Q3, Q4, Q5, Q7, Q10 to Q13, mean*"
    return query.split("-", 1)[1].replace("-", " ")


def peer_cells(ours, figures, query):
    """Time, how many times as long as ours, and what is to be said."""
    value, own = milliseconds(figures, query), milliseconds(ours, query)
    figure = figures.get(query, {})
    if "error" in figure:
        error = figure["error"].replace("|", "/")
        return ["error", "", error if len(error) <= 60 else error[:57] + "..."]
    ratio = "" if value is None or own is None else shown(value / own)
    return [shown(value), ratio, figure.get("difference", "" if query == "short" else "same")]


def rows(options, ours, peers, columns):
    """The table's cells, the head first."""
    head = ["query", "rows", "Sluice ms"]
    for name in peers:
        head += [NAMES[name] + " ms", "times as long", "answer"]
    yield head + ["%s, published ms" % name for name in columns]
    queries = sorted(ours)
    place = queries.index(SHORT[-1]) + 1 if SHORT[-1] in queries else len(queries)
    for query in queries[:place] + ["short"] + queries[place:]:
        figure = ours.get(query, {})
        error = "error: " + figure["error"] if "error" in figure else ""
        cells = [title(query), "{:,}".format(figure["rows"]) if "rows" in figure else "",
                 error or shown(milliseconds(ours, query))]
        for figures in peers.values():
            cells += peer_cells(ours, figures, query)
        yield cells + [cells_of.get(query, "") for cells_of in columns.values()]


def means(ours, name, value_of, counted):
    """A line for a system: how many times as long it takes on the mean."""
    pairs = [(value_of(query), milliseconds(ours, query)) for query in counted]
    ratios = [theirs / own for theirs, own in pairs if theirs is not None and own is not None]
    missing = len(counted) - len(ratios)
    if not ratios:
        return "| %s | | 0 |" % name
    left_out = ", %d failed and left out" % missing if missing else ""
    return "| %s | %.3g | %d%s |" % (name, mean(ratios), len(ratios), left_out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--triples", type=int, required=True)
    parser.add_argument("--published", required=True)
    parser.add_argument("--sluice", required=True)
    parser.add_argument("--peer", action="append", default=[])
    options = parser.parse_args()
    ours = measured(options.sluice)
    peers = {name: measured(path) for name, path in (peer.split("=", 1) for peer in options.peer)}
    columns = published(options.published)
    counted = list(next(iter(columns.values())))

    head, *body = rows(options, ours, peers, columns)
    print("| %s |" % " | ".join(head))
    print("|---|%s" % ("--:|" * (len(head) - 1)))
    for cells in body:
        print("| %s |" % " | ".join(cells))

    compares = abs(math.log(options.triples / PUBLISHED_TRIPLES)) < math.log(1.2)
    print("\nTimes are warm medians in milliseconds. Published columns are those of others' systems on 10.7 M such")
    print("triples, measured over HTTP; their queries ask the same, in a text that may differ.")
    print("\n| system | times as long as Sluice, geometric mean | queries |\n|---|--:|---|")
    fastest = {}
    systems = [(NAMES[name], lambda query, figures=figures: milliseconds(figures, query))
               for name, figures in peers.items()]
    if compares:
        for name, cells in columns.items():
            value_of = lambda query, cells=cells: number(cells.get(query))
            systems.append((name + ", published", value_of))
    for name, value_of in systems:
        print(means(ours, name, value_of, counted))
        for query in list(ours) + ["short"]:
            value = value_of(query)
            if value is not None and value < fastest.get(query, (math.inf,))[0]:
                fastest[query] = (value, name)
    if not compares:
        print("\nPublished columns are of another size and are not compared.")

    slow = [query for query in fastest if (milliseconds(ours, query) or math.inf) > 2 * fastest[query][0]]
    print("\nSlower than half the speed of the fastest other system:%s" % ("" if slow else " none."))
    if slow:
        print()
    for query in slow:
        value, name = fastest[query]
        print("* %s: %s ms, %s %s ms" % (title(query), shown(milliseconds(ours, query)) or "failed", name, shown(value)))
    wrong = [(name, query) for name, figures in peers.items() for query in figures if "difference" in figures[query]]
    if wrong:
        print("\nAnswers differ: %s" % ", ".join("%s (%s)" % (title(query), NAMES[name]) for name, query in wrong))


if __name__ == "__main__":
    main()
