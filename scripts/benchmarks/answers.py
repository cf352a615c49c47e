"""Answers of two systems compared: rows as multisets of what the cells say.

TSV is written in several ways: Sluice and Oxigraph write terms as SPARQL does, Virtuoso quotes IRIs and strings alike and
leaves out datatypes. So a cell is what it says, whatever it is: the text of an IRI or a literal, a number by its
value, any blank node as one.
"""

import collections
import re

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z")
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(@[A-Za-z0-9-]+|\^\^<[^>]*>)?\Z', re.DOTALL)
ESCAPE = re.compile(r"\\(.)")
PLAIN = {"t": "\t", "n": "\n", "r": "\r"}


def cell(text):
    """What a cell says.

    >>> cell("<http://example.org/a>"), cell('"http://example.org/a"'), cell("")
    ('http://example.org/a', 'http://example.org/a', '')
    >>> cell('"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>') == cell("1.5") == cell("15e-1")
    True
    >>> cell('"a\\\\tb"@en'), cell("_:b1"), cell("nodeID://b10002")
    ('a\\tb', '_:', '_:')
    """
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1]
    elif text.startswith("_:") or text.startswith("nodeID://"):
        return "_:"
    else:
        literal = LITERAL.match(text)
        if literal:
            text = ESCAPE.sub(lambda found: PLAIN.get(found[1], found[1]), literal[1])
    if text.startswith("nodeID://"):
        return "_:"
    if NUMBER.match(text):
        # Averages differ in their last digits.
        return "%.9g" % float(text)
    return text


def row_count(data):
    """How many rows a TSV document in bytes has: lines without the head, whether or not the last one is ended.

    >>> row_count(b"?x\\n1\\n2\\n"), row_count(b"?x\\n1\\n2"), row_count(b"?x\\n\\n"), row_count(b"?x\\n")
    (2, 2, 1, 0)
    """
    return max(data.count(b"\n") - 1, 0) + (not data.endswith(b"\n"))


def rows(data):
    """The rows of a TSV document in bytes, with their cells in the order of the variables' names.

    >>> sorted(rows(b'?y\\t?x\\n1\\t<a>\\n"z"\\t\\n').items())
    [(('', 'z'), 1), (('a', '1'), 1)]
    """
    lines = data.decode().split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    if not lines:
        return collections.Counter()
    names = [name.strip('?"') for name in lines[0].split("\t")]
    order = sorted(range(len(names)), key=names.__getitem__)

    def row(line):
        cells = line.split("\t")
        return tuple(cell(cells[place]) for place in order) if len(cells) == len(order) else tuple(cells)

    return collections.Counter(map(row, lines[1:]))


def difference(query, ours, theirs):
    """How a peer's answer differs from ours, or None.

    Where LIMIT cuts rows without an order, any of them are right: their number is compared.

    >>> difference("SELECT ?x { ?x ?y ?z }", b"x\\n1\\n2\\n", b"x\\n2\\n1.0\\n")
    >>> difference("SELECT ?x { ?x ?y ?z }", b"x\\n1\\n2\\n", b"x\\n1\\n1\\n")
    '1 of 2 rows are others'
    >>> difference("SELECT ?x { ?x ?y ?z } LIMIT 2", b"x\\n1\\n2\\n", b"x\\n1\\n1\\n")
    >>> difference("SELECT ?x { ?x ?y ?z } LIMIT 2", b"x\\n1\\n2\\n", b"x\\n1\\n")
    '1 rows instead of 2'
    """
    ours, theirs = rows(ours), rows(theirs)
    counts = sum(theirs.values()), sum(ours.values())
    if counts[0] != counts[1]:
        return "%d rows instead of %d" % counts
    if re.search(r"\bLIMIT\b", query) and not re.search(r"\bORDER\b", query):
        return None
    others = sum((theirs - ours).values())
    return "%d of %d rows are others" % (others, counts[1]) if others else None


if __name__ == "__main__":
    import doctest
    import sys

    sys.exit(doctest.testmod().failed)
