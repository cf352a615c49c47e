"""Draws subjects of an N-Triples file and prints a query a line: all that is said about each.

    look_ups.py FILE COUNT

The subjects are distinct and spread evenly over the file, whose statements come grouped by subject; their order is random,
and the same each time.
"""

import random
import sys


def subjects(path):
    """Each subject where its statements begin."""
    last = None
    with open(path, "rb") as lines:
        for line in lines:
            subject = line[: line.find(b" ")]
            if subject != last:
                yield subject
            last = subject


def main():
    path, count = sys.argv[1], int(sys.argv[2])
    total = sum(1 for _ in subjects(path))
    step = max(total // count, 1)
    chosen = set()
    for number, subject in enumerate(subjects(path)):
        if number >= len(chosen) * step and subject.startswith(b"<"):
            chosen.add(subject)
            if len(chosen) > count:
                break
    order = sorted(chosen)[:count]
    random.Random(1).shuffle(order)
    for subject in order:
        print("SELECT ?p ?o WHERE { %s ?p ?o }" % subject.decode())


if __name__ == "__main__":
    main()
