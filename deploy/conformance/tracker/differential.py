"""Sends the same requests to a stock MLflow server and to this tracker and compares the answers.

    python differential.py --ours http://127.0.0.1:5000 --start FOLDER      (starts the peer there)
    python differential.py --ours http://127.0.0.1:5000 --peer http://127.0.0.1:5555

Compared are the status, the error code and the whole body: ids are replaced by the names they were
given here, times and page tokens only have to be there, an absent list counts as an empty one.
Where the two differ on purpose, the case or a rule says why; a difference without a reason fails
the run.
"""

import argparse
import http.client
import json
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import uuid

import differential_cases as cases

TIMES = {"creation_time", "last_update_time", "creation_timestamp_ms", "last_updated_timestamp_ms"}
PLACES = {"artifact_uri", "artifact_location", "root_uri"}
BY_KEY = {"params", "tags", "metrics"}
IN_ANY_ORDER = {"dataset_inputs", "dataset_summaries"}
RULES = [
    ("The peer fails; here a wrong request is told what is wrong with it.",
     lambda theirs, mine: theirs[0] >= 500 and 400 <= mine[0] < 500),
    ("Here also unknown paths and methods are refused in JSON.",
     lambda theirs, mine: theirs[0] == mine[0] and theirs[0] in (404, 405) and theirs[1] is None),
]


class Server:
    """One of the two; remembers what its answers called the things that the cases name."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        self.names = {}

    def send(self, case):
        path, body, headers = case.wire(self.fill)
        self.connection.request(case.method, path, body=body, headers=headers)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        try:
            content = json.loads(text) if text else {}
        except ValueError:
            content = {"text": text} if answer.status < 400 else {}
        for name, place in case.take.items():
            self.names[name] = find(content, place)
        return answer.status, content

    def fill(self, text):
        for name, value in self.names.items():
            text = text.replace("$" + name + "$", str(value))
        return text

    def normal(self, value, key=""):
        if isinstance(value, dict):
            held = {k: self.normal(v, k) for k, v in value.items()}
            return {k: v for k, v in held.items() if v not in ([], {}, None)}
        if isinstance(value, list):
            held = [self.normal(element) for element in value]
            keyed = key in BY_KEY and all(isinstance(e, dict) and "key" in e for e in held)
            free = keyed or key in IN_ANY_ORDER
            return sorted(held, key=lambda e: json.dumps(e, sort_keys=True)) if free else held
        if key in TIMES:
            return "<time>"
        if key == "next_page_token":
            return "<token>"
        if key == "experiment_id" and value not in self.names.values():
            return "<experiment>"
        if key in PLACES:
            value = re.sub(r"^mlflow-artifacts:/\d+", "mlflow-artifacts:/<experiment>", value)
        if isinstance(value, str):
            for name, known in sorted(self.names.items(), key=lambda n: -len(str(n[1]))):
                if known and len(str(known)) > 8:
                    value = value.replace(str(known), "$" + name)
                elif key == "experiment_id" and value == str(known):
                    value = "$" + name
        return value


def find(content, place):
    for step in place.split("."):
        if content is None:
            return None
        content = content[int(step)] if isinstance(content, list) else content.get(step)
    return content


def outcome(server, answer):
    status, content = answer
    if status >= 400:
        return status, content.get("error_code"), None
    return status, None, server.normal(content)


def compare(case, peer, ours):
    theirs, mine = peer.send(case), ours.send(case)
    same = outcome(peer, theirs) == outcome(ours, mine)
    messages = theirs[1].get("message", "") if isinstance(theirs[1], dict) else "", \
        mine[1].get("message", "") if isinstance(mine[1], dict) else ""
    return same, outcome(peer, theirs), outcome(ours, mine), messages


def shown(result, other):
    """Where this outcome parts from the other one."""
    status, code, body = result
    if code or status >= 400 or other[0] != status:
        return f"{status} {code or json.dumps(body)[:200]}"
    return f"{status} {parting(body, other[2])}"


def parting(one, other, place=""):
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            if one.get(key) != other.get(key):
                return parting(one.get(key), other.get(key), f"{place}.{key}")
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for n, (left, right) in enumerate(zip(one, other)):
            if left != right:
                return parting(left, right, f"{place}[{n}]")
    return f"{place} = {json.dumps(one)[:300]}"


def reason(case, theirs, mine):
    return case.why or next((why for why, holds in RULES if holds(theirs, mine)), None)


def started(folder):
    """A stock server on SQLite in an empty folder, and its address."""
    shutil.rmtree(folder, ignore_errors=True)
    pathlib.Path(folder).mkdir(parents=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with open(f"{folder}/log", "w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mlflow", "server", "--backend-store-uri", "sqlite:///peer.db", "--artifacts-destination",
             "./artifacts", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"],
            cwd=folder, stdout=log, stderr=log)
    for _ in range(120):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/health")
            return process, f"http://127.0.0.1:{port}"
        except OSError:
            time.sleep(1)
    process.terminate()
    sys.exit(f"The stock server did not start; see {folder}/log")


def replay(peer, ours, messages):
    counts = {"the same": 0, "different on purpose": 0, "DIFFERENT WITHOUT A REASON": 0}
    for case in cases.ALL:
        same, theirs, mine, said = compare(case, peer, ours)
        why = None if same else reason(case, theirs, mine)
        counts["the same" if same else "different on purpose" if why else "DIFFERENT WITHOUT A REASON"] += 1
        if not same:
            print(f"{'on purpose ' if why else 'UNEXPLAINED'} {case}")
            print(f"    peer {shown(theirs, mine)}\n    ours {shown(mine, theirs)}\n    {why or said}")
        elif messages and any(said):
            print(f"same        {case}\n    peer {said[0][:300]}\n    ours {said[1][:300]}")
        elif case.why:
            print(f"no longer different: {case}")
    print(f"{len(cases.ALL)} requests: " + ", ".join(f"{n} {what}" for what, n in counts.items()))
    return 1 if counts["DIFFERENT WITHOUT A REASON"] else 0


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--ours", required=True)
    where = arguments.add_mutually_exclusive_group(required=True)
    where.add_argument("--peer", help="a stock server that runs, on an empty store")
    where.add_argument("--start", metavar="FOLDER", help="start a stock server there; what is in it is lost")
    arguments.add_argument("--messages", action="store_true", help="show both messages where only these may differ")
    given = arguments.parse_args()
    process, address = started(given.start) if given.start else (None, given.peer)
    try:
        peer, ours = Server(address), Server(given.ours)
        peer.names["nonce"] = ours.names["nonce"] = uuid.uuid4().hex
        return replay(peer, ours, given.messages)
    finally:
        if process:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
