"""The stock dvc against the tracker's remote: add, push, status, pull; then the same data by S3.

Runs alone, with a Python that has dvc, dvc-http and dvc-s3 beside it:

    python dvc.py http://127.0.0.1:5000

With MLOPS_S3_ENDPOINT, MLOPS_S3_ACCESS_KEY and MLOPS_S3_SECRET_KEY in the environment (`. .mlops/env`)
the bucket is read and written by an S3 remote as well. Ends with 1 when something is not as it should be.
"""

import hashlib
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid

TRACKER = (sys.argv[1] if len(sys.argv) > 1 else os.environ.get("MLOPS_TRACKER_URL", "http://127.0.0.1:5000")).rstrip("/")
DVC = str(pathlib.Path(sys.executable).parent / "dvc")
BUCKET = os.environ.get("MLOPS_DVC_BUCKET", "mlops-data")
LARGE = 50 * 1024 * 1024


def step(what, action):
    started = time.monotonic()
    result = action()
    print(f"ok   {what}  ({time.monotonic() - started:.1f} s)", flush=True)
    return result


def expect(condition, what):
    if not condition:
        sys.exit(f"FAILED: {what}")


def same(found, expected, what):
    other = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
    expect(not other, f"{what}: {other[:10]}")


class Workspace:
    """A folder under DVC without Git, as users have it on a data machine."""

    def __init__(self, path, remote, **options):
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.dvc("init", "--no-scm", "-q")
        self.dvc("remote", "add", "-q", "-d", "ours", remote)
        for name, value in options.items():
            self.dvc("remote", "modify", "-q", "--local", "ours", name, value)

    def dvc(self, *arguments, code=0):
        environment = dict(os.environ, DVC_NO_ANALYTICS="1", DVC_SITE_CACHE_DIR=str(self.path.parent / f"{self.path.name}-site"))
        run = subprocess.run([DVC, *arguments], cwd=self.path, env=environment, capture_output=True, text=True)
        expect(run.returncode == code, f"dvc {' '.join(arguments)} ended with {run.returncode}:\n{run.stdout}{run.stderr}")
        return run.stdout

    def forget(self):
        """No cache, no data, no index of what the remote has."""
        shutil.rmtree(self.path / ".dvc" / "cache", ignore_errors=True)
        shutil.rmtree(self.path.parent / f"{self.path.name}-site", ignore_errors=True)
        shutil.rmtree(self.path / "tree", ignore_errors=True)
        for file in (self.path / "single").glob("*.csv"):
            file.unlink()

    def digests(self):
        return {
            str(file.relative_to(self.path)): hashlib.sha256(file.read_bytes()).hexdigest()
            for folder in ("single", "tree")
            for file in sorted((self.path / folder).rglob("*"))
            if file.is_file() and file.name != ".gitignore" and file.suffix != ".dvc"
        }


def fill(path):
    """200 files tracked one by one, and a tree with everything that is hard about names and sizes."""
    noise = random.Random(7)
    (path / "single").mkdir()
    for number in range(200):
        (path / "single" / f"file-{number:03}.csv").write_bytes(noise.randbytes(100 + number * 37))
    tree = path / "tree"
    (tree / "a" / "b" / "c").mkdir(parents=True)
    (tree / "empty").write_bytes(b"")
    (tree / "large.bin").write_bytes(noise.randbytes(LARGE))
    (tree / "crlf.txt").write_bytes(b"one\r\ntwo\r\n")
    (tree / "a" / "b" / "c" / "deep.txt").write_text("deep")
    (tree / "a" / "same.txt").write_text("same")
    (tree / "a" / "b" / "same.txt").write_text("same")
    for name in ("päckchen.txt", "数据.csv", "emoji 😀.txt", 'quote".txt', "back\\slash.txt", "#hash%25?.txt", "ﬀ.txt", "DEL\x7f.txt"):
        (tree / name).write_text(name)


def refused(url, content, status):
    request = urllib.request.Request(url, data=content, method="PUT", headers={"Content-Type": "application/octet-stream"})
    try:
        urllib.request.urlopen(request)
    except urllib.error.HTTPError as answer:
        expect(answer.code == status, f"{url} answered {answer.code}, not {status}: {answer.read()}")
        return
    sys.exit(f"FAILED: {url} took what it should refuse")


def missing(url):
    try:
        urllib.request.urlopen(url)
    except urllib.error.HTTPError as answer:
        expect(answer.code == 404, f"{url} answered {answer.code}")
        return
    sys.exit(f"FAILED: {url} is there")


def conforms_over_http(work, repository, method):
    remote = f"{TRACKER}/dvc/{repository}"
    here = Workspace(work / f"{method}-here", remote, **({"method": method} if method != "POST" else {}))
    fill(here.path)
    files = [f"single/file-{number:03}.csv" for number in range(200)]
    step("dvc add: 200 files and a directory", lambda: here.dvc("add", "-q", "tree", *files))
    before = here.digests()
    expect("new:" in here.dvc("status", "-c"), "status -c should call all of it new")
    step(f"dvc push ({method})", lambda: here.dvc("push"))
    expect("up to date" in step("dvc push again: nothing to do", lambda: here.dvc("push")), "a second push should send nothing")
    expect("in sync" in step("dvc status -c", lambda: here.dvc("status", "-c")), "cache and remote should be in sync")
    here.forget()
    expect("in sync" not in here.dvc("status", "-c"), "status -c should miss the cache")
    step("dvc pull into an empty cache", lambda: here.dvc("pull"))
    same(here.digests(), before, "what was pulled is not what was pushed")
    here.forget()
    step("dvc fetch and checkout", lambda: (here.dvc("fetch"), here.dvc("checkout")))
    same(here.digests(), before, "what was fetched is not what was pushed")
    return here, before


def refuses_damage(repository):
    objects = f"{TRACKER}/dvc/{repository}/files/md5"
    absent = uuid.uuid4().hex
    refused(f"{objects}/{absent[:2]}/{absent[2:]}", b"something else", 400)
    missing(f"{objects}/{absent[:2]}/{absent[2:]}")
    listing = json.dumps([{"md5": absent, "relpath": "gone"}]).encode()
    name = hashlib.md5(listing).hexdigest()
    refused(f"{objects}/{name[:2]}/{name[2:]}.dir", listing, 409)
    missing(f"{objects}/{name[:2]}/{name[2:]}.dir")


def same_data_by_s3(work, repository, here, before):
    secrets = {
        "endpointurl": os.environ["MLOPS_S3_ENDPOINT"],
        "access_key_id": os.environ["MLOPS_S3_ACCESS_KEY"],
        "secret_access_key": os.environ["MLOPS_S3_SECRET_KEY"],
        "region": os.environ.get("MLOPS_S3_REGION", "us-east-1"),
    }
    there = Workspace(work / "s3", f"s3://{BUCKET}/{repository}", **secrets)
    (there.path / "single").mkdir()
    for tracked in here.path.rglob("*.dvc"):
        if tracked.is_file():
            shutil.copy(tracked, there.path / tracked.relative_to(here.path))
    step("dvc pull by an S3 remote on the same bucket", lambda: there.dvc("pull"))
    same(there.digests(), before, "an S3 remote sees other data")
    (there.path / "by-s3").write_text("written by S3 " + uuid.uuid4().hex)
    there.dvc("add", "-q", "by-s3")
    step("dvc push by S3", lambda: there.dvc("push"))
    shutil.copy(there.path / "by-s3.dvc", here.path / "by-s3.dvc")
    step("dvc pull over HTTP what came by S3", lambda: here.dvc("pull", "by-s3"))
    expect((here.path / "by-s3").read_text() == (there.path / "by-s3").read_text(), "what came by S3 reads otherwise")


def main():
    print(f"dvc {subprocess.run([DVC, '--version'], capture_output=True, text=True).stdout.strip()} against {TRACKER}", flush=True)
    repository = f"conformance-{uuid.uuid4().hex[:12]}"
    with tempfile.TemporaryDirectory() as scratch:
        work = pathlib.Path(scratch)
        here, before = conforms_over_http(work, repository, "POST")
        conforms_over_http(work, repository + "-put", "PUT")
        step("damaged objects and incomplete directories are refused", lambda: refuses_damage(repository))
        if "MLOPS_S3_ENDPOINT" in os.environ:
            same_data_by_s3(work, repository, here, before)
        else:
            print("skip the S3 remote: MLOPS_S3_ENDPOINT is not set")
    print("dvc: everything as it should be")


if __name__ == "__main__":
    main()
