"""The systems that Sluice is compared with: how each is loaded, started and stopped.

A server listens on 127.0.0.1 alone, on a port that was free a moment before, and has its files in a folder of its own.
It is ended by its process id. One that dies at its start shows the end of its log.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse


class PeerError(Exception):
    """A peer could not be used at all."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Peer:
    """A server program with data of its own."""

    # Seconds that a start may take; a new database is made in it.
    start_seconds = 120
    # Where queries are asked, and what is said beside the query.
    path = "/query"
    parameters = {}

    def __init__(self, program, folder, timeout):
        self.program, self.folder, self.timeout = program, os.path.abspath(folder), timeout
        self.process = None
        os.makedirs(self.folder)

    def run(self, *arguments):
        """Runs a program to its end."""
        with self.log() as log:
            done = subprocess.run(arguments, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if done.returncode != 0:
            raise PeerError("%s ended with %d: %s" % (arguments[0], done.returncode, self.log_end()))

    def log(self):
        return open(os.path.join(self.folder, "log.txt"), "ab")

    def log_end(self):
        with open(os.path.join(self.folder, "log.txt"), "rb") as log:
            return log.read()[-2000:].decode(errors="replace")

    def start(self):
        """Starts the server and waits until it answers."""
        self.port = free_port()
        with self.log() as log:
            self.process = subprocess.Popen(
                self.server(), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        end = time.monotonic() + self.start_seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise PeerError("the server ended with %d: %s" % (self.process.returncode, self.log_end()))
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                connection.request("POST", self.path, self.body("ASK { }"), self.headers())
                connection.getresponse().read()
                return
            except OSError:
                time.sleep(0.2)
        self.stop()
        raise PeerError("the server does not answer: %s" % self.log_end())

    def stop(self):
        """Ends the server; one that does not end when asked is killed."""
        if self.process is None:
            return
        for number, seconds in ((signal.SIGTERM, 60), (signal.SIGKILL, 60)):
            if self.process.poll() is None:
                self.process.send_signal(number)
                try:
                    self.process.wait(seconds)
                except subprocess.TimeoutExpired:
                    continue
        self.process = None

    def body(self, query):
        return urllib.parse.urlencode({"query": query, **self.parameters})

    def headers(self):
        return {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "text/tab-separated-values",
        }

    def failure(self, response, data):
        """What an answer with status 200 says against itself, or None."""
        # A server that fails in the middle can only cut its answer short, or write why as the last line.
        return None if data.endswith(b"\n") else data[data.rfind(b"\n") + 1:].decode(errors="replace") or "cut short"


class Oxigraph(Peer):
    name = "Oxigraph"

    def load(self, data):
        store = os.path.join(self.folder, "store")
        self.run(self.program, "load", "--location", store, "--file", os.path.abspath(data))
        self.run(self.program, "optimize", "--location", store)

    def server(self):
        store = os.path.join(self.folder, "store")
        return [
            self.program, "serve-read-only", "--location", store, "--bind", "127.0.0.1:%d" % self.port,
            "--timeout-s", str(self.timeout),
        ]


class Virtuoso(Peer):
    name = "Virtuoso"
    path = "/sparql"
    graph = "http://example.org/lubm"
    # The name and first password of a new database's owner; the server is on the loopback, for minutes.
    owner = ("dba", "dba")

    def __init__(self, program, folder, timeout):
        super().__init__(program, folder, timeout)
        self.parameters = {"default-graph-uri": self.graph}

    def load(self, data):
        data = os.path.abspath(data)
        self.directory = os.path.dirname(data)
        self.start()
        try:
            self.sql("ld_dir('%s', '%s', '%s');" % (self.directory, os.path.basename(data), self.graph))
            self.sql("rdf_loader_run();")
            self.sql("checkpoint;")
            problems = self.sql(
                "select ll_file, ll_error from DB.DBA.LOAD_LIST where ll_error is not null or ll_state <> 2;")
            if "0 Rows" not in problems:
                raise PeerError("the load failed: %s" % problems)
        finally:
            self.stop()

    def sql(self, text):
        isql = os.path.join(os.path.dirname(self.program), "isql-vt")
        done = subprocess.run(
            [isql, "127.0.0.1:%d" % self.sql_port, *self.owner, "ERRORS=STDOUT", "exec=" + text],
            cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        output = done.stdout.decode(errors="replace")
        if done.returncode != 0 or "*** Error" in output:
            raise PeerError("%s: %s" % (text, output))
        return output

    def server(self):
        # Both ports are in the settings, so that they are written anew at each start.
        self.sql_port = free_port()
        settings = os.path.join(self.folder, "virtuoso.ini")
        with open(settings, "w") as file:
            file.write(self.settings())
        return [self.program, "+configfile", settings, "+foreground"]

    def settings(self):
        """NumberOfBuffers is for 8 GB, by the vendor's table; results are not limited."""
        return """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0

[Parameters]
ServerPort = 127.0.0.1:%d
LiteMode = 0
DisableUnixSocket = 1
ServerThreads = 20
CheckpointInterval = 0
NumberOfBuffers = 680000
MaxDirtyBuffers = 500000
CaseMode = 2
MaxStaticCursorRows = 100000000
CheckpointAuditTrail = 0
AllowOSCalls = 0
SchedulerInterval = 10
DirsAllowed = %s
ThreadCleanupInterval = 0
ResourcesCleanupInterval = 0
FreeTextBatchSize = 100000
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 10
IndexTreeMaps = 64
MaxMemPoolSize = 0
MaxQueryMem = 4G

[HTTPServer]
ServerPort = 127.0.0.1:%d
ServerThreads = 10
DavRoot = DAV
KeepAliveTimeout = 600
MaxKeepAlives = 10
EnabledDavVSP = 0
HTTPThreadSize = 280000

[Client]
SQL_QUERY_TIMEOUT = 0
SQL_TXN_TIMEOUT = 0

[SPARQL]
ResultSetMaxRows = 100000000
""" % (self.sql_port, getattr(self, "directory", self.folder), self.port)

    def failure(self, response, data):
        # Where it gives up in the middle it says so in a header and sends what it has.
        state = response.getheader("X-SQL-State")
        if state is None:
            return super().failure(response, data)
        return "%s %s" % (state, response.getheader("X-SQL-Message"))


PEERS = {"oxigraph": Oxigraph, "virtuoso": Virtuoso}


def fail(message):
    print(message, file=sys.stderr)
    sys.exit(1)
