"""Loads data into a peer, asks it the queries, and prints an object a query, as `sluice bench-queries --json` does.

    measure.py PEER --program FILE --folder FOLDER --data FILE --queries FOLDER --look-ups FILE --answers FOLDER ...

An object has `query`, `rows`, `milliseconds` (median), `runs`; or `error`; and `difference` where the answer is not
Sluice's, which is in the folder of answers.
"""

import argparse
import glob
import http.client
import json
import os
import signal
import socket
import statistics
import sys
import time

import answers
import peers

# No more runs of a query are begun after so many seconds, with one timed at least.
BUDGET_SECONDS = 60
WARMUP_RUNS = 2


class QueryError(Exception):
    """A query failed."""


class Client:
    """Asks one server over one connection."""

    def __init__(self, peer):
        self.peer = peer
        self.connection = None

    def ask(self, query):
        """The answer as bytes; after a failure the next question gets a connection of its own."""
        try:
            return self.answer(query)
        except QueryError:
            self.close()
            raise

    def answer(self, query):
        if self.connection is None:
            # The server has a limit of its own and is to say so itself, where it can.
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.peer.port, timeout=self.peer.timeout + 10)
            self.connection.connect()
            self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self.connection.request("POST", self.peer.path, self.peer.body(query), self.peer.headers())
            response = self.connection.getresponse()
            data = response.read()
        except socket.timeout:
            self.restart()
            raise QueryError("not answered within %d s" % self.peer.timeout)
        except (OSError, http.client.HTTPException) as error:
            self.restart()
            raise QueryError("connection lost: %s" % (str(error) or type(error).__name__))
        if response.status != 200:
            problem = data.decode(errors="replace") or "status %d" % response.status
        else:
            problem = self.peer.failure(response, data)
        if problem:
            raise QueryError(" ".join(problem.split())[:200])
        return data

    def restart(self):
        """A new server: the old one may be busy with the query still, or gone."""
        self.close()
        self.peer.stop()
        self.peer.start()

    def close(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None


def timed(queries, client, runs):
    """Asks queries, each run one after the other: the last run's answers and the times in milliseconds."""
    times = []
    begin = time.perf_counter()
    for run in range(WARMUP_RUNS + runs):
        start = time.perf_counter()
        if start - begin > BUDGET_SECONDS and times:
            break
        data = [client.ask(query) for query in queries]
        end = time.perf_counter()
        if end - start > client.peer.timeout:
            raise QueryError("took more than %d s" % client.peer.timeout)
        if run >= WARMUP_RUNS or end - begin > BUDGET_SECONDS:
            times.append((end - start) * 1000)
    return data, times


def measure(name, queries, client, options):
    """The figures of one query or series as an object."""
    try:
        data, times = timed(queries, client, options.runs)
    except QueryError as error:
        return {"query": name, "error": str(error)}
    figures = {
        "query": name,
        "rows": sum(answers.row_count(part) for part in data),
        "runs": len(times),
        "milliseconds": statistics.median(times),
    }
    path = os.path.join(options.answers, name + ".tsv")
    if os.path.exists(path):
        with open(path, "rb") as file:
            difference = answers.difference(queries[0], file.read(), data[0])
        if difference:
            figures["difference"] = difference
    return figures


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("peer", choices=peers.PEERS)
    for name in ("program", "folder", "data", "queries", "look-ups", "answers"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--runs", type=int, required=True)
    parser.add_argument("--timeout", type=int, required=True)
    return parser.parse_args()


def series(options):
    """Each query or series with its name."""
    for path in sorted(glob.glob(os.path.join(options.queries, "*.rq"))):
        with open(path) as file:
            yield os.path.splitext(os.path.basename(path))[0], [file.read()]
    with open(options.look_ups) as file:
        yield os.path.splitext(os.path.basename(options.look_ups))[0], file.read().splitlines()


def main():
    options = arguments()
    # The server must not outlive this process when it is asked to end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    peer = peers.PEERS[options.peer](options.program, options.folder, options.timeout)
    try:
        start = time.monotonic()
        peer.load(options.data)
        print("loaded in %.0f s" % (time.monotonic() - start), file=sys.stderr)
        peer.start()
        client = Client(peer)
        for name, queries in series(options):
            figures = measure(name, queries, client, options)
            print(json.dumps(figures), flush=True)
            print("  %(query)s" % figures, figures.get("error") or "%.1f ms" % figures["milliseconds"],
                  figures.get("difference", ""), file=sys.stderr)
        client.close()
    except peers.PeerError as error:
        peers.fail("%s: %s" % (options.peer, error))
    finally:
        peer.stop()


if __name__ == "__main__":
    main()
