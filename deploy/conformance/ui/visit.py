"""Opens MLflow's own pages, unmodified, in a headless Chromium and looks at what they show.

    visit.py TRACKER CHROMIUM SEEDED.json SCREENSHOTS

Fails when a page does not show what was seeded, when it reports an error on its console, or when
any answer of the server is an error that MLflow's own server would not give.
"""

import json
import os
import re
import sys
import traceback
from urllib.parse import quote

from playwright.sync_api import Page, expect, sync_playwright

PATIENCE = 15_000

# What the pages ask of every open-source server and are answered with an error by MLflow's own.
EXPECTED_ERRORS = [
    (404, re.compile(r"/ajax-api/2\.0/mlflow/users/current$")),
    (404, re.compile(r"/ajax-api/3\.0/mlflow/assistant/config$")),
]


class Witness:
    """Hears everything that goes wrong in a browser."""

    def __init__(self, tracker: str):
        self.tracker = tracker
        self.place = "start"
        self.complaints: list[str] = []
        self.requests = 0
        self.open: set = set()

    def watch(self, page: Page):
        page.on("request", self.asked)
        page.on("requestfinished", lambda request: self.open.discard(request))
        page.on("pageerror", lambda error: self.complain(f"page error: {error}"))
        page.on("console", self.hear)
        page.on("response", self.inspect)
        page.on("requestfailed", self.lost)

    def asked(self, request):
        self.requests += 1
        # The script of a worker is never told to be finished.
        if ".worker." not in request.url:
            self.open.add(request)

    def complain(self, what: str):
        self.complaints.append(f"{self.place}: {what}")

    def hear(self, message):
        if message.type != "error":
            return
        url = (message.location or {}).get("url", "")
        refused = re.search(r"status of (\d+)", message.text)
        if refused and is_expected(int(refused.group(1)), url):
            return
        self.complain(f"console: {message.text[:400]} ({url})")

    def inspect(self, response):
        if response.status >= 400 and not is_expected(response.status, response.url):
            self.complain(f"{response.status} {response.request.method} {response.url}")

    def lost(self, request):
        self.open.discard(request)
        # A page that is left gives up its requests, which is no failure.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.complain(f"no answer: {request.method} {request.url}: {request.failure}")


def is_expected(status: int, url: str) -> bool:
    path = url.split("?")[0]
    return any(status == known and pattern.search(path) for known, pattern in EXPECTED_ERRORS)


class Visit:
    def __init__(self, page: Page, witness: Witness, seeded: dict, screenshots: str):
        self.page = page
        self.witness = witness
        self.seeded = seeded
        self.screenshots = screenshots
        self.experiment = f"/experiments/{seeded['experimentId']}"

    def go(self, route: str):
        self.page.goto(f"{self.witness.tracker}/#{route}")

    def sees(self, text: str, exact: bool = False):
        expect(self.page.get_by_text(text, exact=exact).first).to_be_visible(timeout=PATIENCE)

    def settle(self):
        """Waits until nothing has been asked for some time."""
        quiet = 0
        for _ in range(PATIENCE // 100):
            self.page.wait_for_timeout(100)
            quiet = 0 if self.witness.open else quiet + 1
            if quiet == 5:
                return
        raise AssertionError(f"still waiting for {[it.url for it in self.witness.open]}")

    # ---- the pages

    def home(self):
        self.page.goto(self.witness.tracker + "/")
        self.sees(self.seeded["experiment"])

    def experiments(self):
        self.go("/experiments")
        self.sees(self.seeded["experiment"])

    def experiments_by_name(self):
        self.go("/experiments")
        self.page.get_by_placeholder(re.compile("experiments", re.I)).first.fill(
            self.seeded["experiment"]
        )
        self.page.keyboard.press("Enter")
        self.sees(self.seeded["experiment"])

    def runs(self):
        self.go(f"{self.experiment}/runs")
        self.sees("run-109")

    def all_runs(self):
        self.go(f"{self.experiment}/runs")
        self.sees("100 matching runs")
        self.page.get_by_text("run-105").first.hover()
        more = self.page.get_by_text("Load more")
        for _ in range(40):
            if more.count() and more.first.is_visible():
                break
            self.page.mouse.wheel(0, 600)
            self.page.wait_for_timeout(100)
        more.first.click()
        self.sees("111 matching runs")

    def runs_filtered(self):
        self.go(f"{self.experiment}/runs")
        self.sees("run-109")
        box = self.page.get_by_placeholder(re.compile("metrics.rmse")).first
        box.fill('metrics.accuracy > 0.85 and params.model = "tree"')
        box.press("Enter")
        self.sees("run-107")
        self.sees("2 matching runs")

    def runs_by_metric(self):
        order = quote("metrics.`accuracy`")
        self.go(f"{self.experiment}/runs?orderByKey={order}&orderByAsc=true")
        self.sees("run-003")

    def chart_view(self):
        self.go(f"{self.experiment}/runs?compareRunsMode=CHART")
        self.sees("accuracy")
        self.settle()

    def run(self):
        self.go(f"{self.experiment}/runs/{self.seeded['curves']}")
        self.sees("curves")
        self.sees("cities")
        self.sees("train/accuracy")
        self.sees(self.seeded["model"])

    def run_metrics(self):
        self.go(f"{self.experiment}/runs/{self.seeded['curves']}/model-metrics")
        self.sees("train/accuracy")
        expect(self.page.locator(".js-plotly-plot").first).to_be_visible(timeout=PATIENCE)

    def opens(self, *names: str):
        for name in names:
            self.page.get_by_text(name, exact=True).first.click(timeout=PATIENCE)

    def text_file(self):
        self.go(f"{self.experiment}/runs/{self.seeded['curves']}/artifacts")
        self.opens("notes.txt")
        self.sees("The first line of the notes.")
        self.sees("Grüße.")

    def picture(self):
        self.opens("picture.png")
        picture = self.page.locator("img[src^='blob:'], img[src*='get-artifact']").first
        expect(picture).to_be_visible(timeout=PATIENCE)

    def json_file(self):
        self.opens("settings.json")
        self.sees('"depth"')

    def table(self):
        self.opens("table.csv")
        self.sees("ATL")

    def page_among_files(self):
        self.opens("page.html")
        frame = self.page.frame_locator("iframe").first
        expect(frame.get_by_text("A page among the artifacts")).to_be_visible(timeout=PATIENCE)

    def nested_file(self):
        self.opens("deep", "er", "nested.yaml")
        self.sees("a: 1")

    def compared(self):
        runs = quote(json.dumps(self.seeded["runs"][:3]))
        experiments = quote(json.dumps([self.seeded["experimentId"]]))
        self.go(f"/compare-runs?runs={runs}&experiments={experiments}")
        self.sees("Comparing 3 Runs")
        self.sees("accuracy")
        self.settle()

    def logged_models(self):
        self.go(f"{self.experiment}/models")
        self.sees("doubler")

    def logged_model(self):
        self.go(f"{self.experiment}/models/{self.seeded['modelId']}")
        self.sees(self.seeded["modelId"])
        self.sees("model_score")

    def logged_model_files(self):
        self.go(f"{self.experiment}/models/{self.seeded['modelId']}/artifacts")
        self.sees("MLmodel")
        self.page.get_by_text("MLmodel").first.click()
        self.sees("python_function")

    def models(self):
        self.go("/models")
        # What is new in MLflow is told once.
        self.page.get_by_text("Try it now").first.click(timeout=PATIENCE)
        self.sees(self.seeded["model"])

    def model(self):
        self.go(f"/models/{self.seeded['model']}")
        self.sees("champion")
        self.sees("purpose")

    def model_version(self):
        self.go(f"/models/{self.seeded['model']}/versions/1")
        self.sees("Version 1")
        self.settle()

    def nothing_traced(self):
        """Traces are none of this server's business; asking for them is no error."""
        self.go(f"{self.experiment}/traces")
        self.settle()
        self.sees("trac")
        self.go(f"{self.experiment}/runs/{self.seeded['curves']}/traces")

    def described(self):
        """What is written on a page is kept."""
        self.go(f"{self.experiment}/runs/{self.seeded['runs'][0]}")
        self.page.get_by_label("Edit description").first.click(timeout=PATIENCE)
        self.page.locator("textarea").first.fill("Told by a visitor.")
        self.page.get_by_role("button", name="Save").first.click()
        self.settle()
        self.page.reload()
        self.sees("Told by a visitor.")

    def deleted_and_restored(self):
        one = "searchFilter=" + quote("attributes.run_name = 'run-108'")
        self.go(f"{self.experiment}/runs?{one}&lifecycleFilter=Active")
        self.choose("run-108")
        self.page.get_by_role("button", name="Delete").first.click()
        self.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        expect(self.page.get_by_text("run-108")).to_have_count(0, timeout=PATIENCE)
        self.go(f"{self.experiment}/runs?{one}&lifecycleFilter=Deleted")
        self.choose("run-108")
        self.page.get_by_role("button", name="Restore").first.click()
        self.page.get_by_role("dialog").get_by_role("button", name="Restore").click()
        expect(self.page.get_by_text("run-108")).to_have_count(0, timeout=PATIENCE)

    def choose(self, run: str):
        row = self.page.locator(".ag-row", has=self.page.get_by_text(run)).first
        row.locator("input[type=checkbox]").first.check(timeout=PATIENCE)

    def missing_run(self):
        self.go(f"{self.experiment}/runs/{'0' * 32}")
        self.sees("does not exist")

    def tour(self):
        return [
            self.home,
            self.experiments,
            self.experiments_by_name,
            self.runs,
            self.all_runs,
            self.runs_filtered,
            self.runs_by_metric,
            self.chart_view,
            self.run,
            self.run_metrics,
            self.text_file,
            self.picture,
            self.json_file,
            self.table,
            self.page_among_files,
            self.nested_file,
            self.compared,
            self.logged_models,
            self.logged_model,
            self.logged_model_files,
            self.models,
            self.model,
            self.model_version,
            self.nothing_traced,
            self.described,
            self.deleted_and_restored,
            self.missing_run,
        ]


def main():
    tracker, chromium, seeded, screenshots = sys.argv[1:5]
    only = set(sys.argv[5:])
    os.makedirs(screenshots, exist_ok=True)
    witness = Witness(tracker.rstrip("/"))
    with open(seeded) as file:
        ids = json.load(file)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 1500, "height": 1000}).new_page()
        witness.watch(page)
        visit = Visit(page, witness, ids, screenshots)
        for number, stop in enumerate(visit.tour()):
            if only and stop.__name__ not in only:
                continue
            witness.place = stop.__name__
            before = len(witness.complaints)
            try:
                stop()
                visit.settle()
            except Exception as failure:  # a page that cannot be seen is one complaint of many
                witness.complain(str(failure).split("\nCall log")[0].strip())
                if os.environ.get("UI_TRACE"):
                    traceback.print_exc()
            page.screenshot(path=f"{screenshots}/{number:02d}-{stop.__name__}.png")
            told = "ok" if len(witness.complaints) == before else "NOT AS IT SHOULD BE"
            print(f"  {stop.__name__.replace('_', ' '):24} {told}", flush=True)
        browser.close()
    print(f"{witness.requests} requests, {len(witness.complaints)} complaints")
    for complaint in witness.complaints:
        print("  " + complaint)
    sys.exit(1 if witness.complaints else 0)


if __name__ == "__main__":
    main()
