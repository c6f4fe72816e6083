"""Steps of a check: each is run, timed and printed; what fails is counted and the next one goes on."""

import inspect
import time
import traceback

FAILED = []
DONE = []


def expect(condition, what="not as expected"):
    if not condition:
        raise AssertionError(what)


def same(found, expected, what=""):
    expect(found == expected, f"{what} {found!r} instead of {expected!r}".strip())


async def run(name, steps, *arguments):
    """`steps` are functions, plain or asynchronous; what they are called is what is printed."""
    print(f"{name}", flush=True)
    for function in steps:
        what = function.__name__.replace("_", " ")
        started = time.monotonic()
        try:
            result = function(*arguments)
            if inspect.isawaitable(result):
                await result
            DONE.append(what)
            print(f"  ok    {what} ({time.monotonic() - started:.1f} s)", flush=True)
        except Exception:
            FAILED.append(f"{name}: {what}")
            print(f"  FAIL  {what}", flush=True)
            traceback.print_exc()


def summary():
    print(f"{len(DONE)} of {len(DONE) + len(FAILED)} steps ok")
    for what in FAILED:
        print(f"  failed: {what}")
    return 1 if FAILED else 0
