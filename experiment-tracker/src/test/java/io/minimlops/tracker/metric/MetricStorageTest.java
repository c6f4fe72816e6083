package io.minimlops.tracker.metric;

import static io.minimlops.tracker.Mlflow.get;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.minimlops.testing.PlatformResource;
import io.minimlops.tracker.metric.SeriesOracle.Point;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class MetricStorageTest {

    private static final String INTERVAL = "/api/2.0/mlflow/metrics/get-history-bulk-interval";

    @Test
    void chartsHistoryAndLatestStayRightWhileAnythingArrivesInAnyOrder() {
        String run = newRun();
        SeriesOracle oracle = new SeriesOracle();
        Random random = new Random(42);

        for (int round = 0; round < 6; round++) {
            List<Point> batch = SeriesOracle.some(random, 700, 2000);
            log(run, batch);
            oracle.add(batch);

            assertShows(run, oracle, random);
        }
    }

    @Test
    void aSeriesThatGrowsInOrderIsTakenIntoBlocksPieceByPiece() {
        String run = newRun();
        SeriesOracle oracle = new SeriesOracle();
        Random random = new Random(5);

        for (int round = 0; round < 5; round++) {
            int start = round * 900;
            List<Point> batch =
                    IntStream.range(start, start + 900)
                            .mapToObj(i -> new Point(i, 1000 + i, i % 7))
                            .toList();
            log(run, batch);
            oracle.add(batch);
            assertShows(run, oracle, random);
        }
        // A point far behind what lies in blocks.
        log(run, List.of(new Point(3, 5, 1)));
        oracle.add(List.of(new Point(3, 5, 1)));
        assertShows(run, oracle, random);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theLatestOfAShuffledBatchIsTheGreatestWhateverIsAlreadyThere(long seed) {
        String run = newRun();
        Random random = new Random(seed);
        double[] values = {Double.NaN, -1, 0, 1};
        List<MetricPoint> all = new ArrayList<>();
        for (int call = 0; call < 3; call++) {
            List<Map<String, Object>> batch = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                MetricPoint point =
                        new MetricPoint(
                                "m",
                                values[random.nextInt(values.length)],
                                random.nextInt(3),
                                random.nextInt(3));
                all.add(point);
                batch.add(
                        Map.of(
                                "key",
                                "m",
                                "value",
                                Double.isNaN(point.value()) ? "NaN" : point.value(),
                                "timestamp",
                                point.timestamp(),
                                "step",
                                point.step()));
            }
            post("runs/log-batch", Map.of("run_id", run, "metrics", batch)).statusCode(200);
        }

        MetricPoint latest = LatestPoint.of(all);
        JsonPath shown =
                get("runs/get", Map.of("run_id", run)).extract().jsonPath().setRootPath("run.data");
        assertThat(shown.getLong("metrics[0].step")).isEqualTo(latest.step());
        assertThat(shown.getLong("metrics[0].timestamp")).isEqualTo(latest.timestamp());
        assertThat(rank(shown.getString("metrics[0].value"))).isEqualTo(rank("" + latest.value()));
        get("metrics/get-history", Map.of("run_id", run, "metric_key", "m"))
                .body("metrics", hasSize((int) all.stream().distinct().count()));
    }

    @Test
    void sixteenWritersWithShuffledKeysOnTheSameRunsAllGetThrough() throws Exception {
        List<String> runs = List.of(newRun(), newRun());
        List<String> keys = IntStream.range(0, 12).mapToObj(i -> "k" + i).toList();
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int writer = 0; writer < 16; writer++) {
            for (int call = 0; call < 6; call++) {
                int step = writer * 6 + call;
                String run = runs.get(step % 2);
                List<String> shuffled = new ArrayList<>(keys);
                Collections.shuffle(shuffled, new Random(step));
                writers.add(() -> log(run, shuffled, step));
            }
        }
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (Future<Integer> status : threads.invokeAll(writers)) {
                assertThat(status.get()).isEqualTo(200);
            }
        }

        int total = 0;
        for (String run : runs) {
            JsonPath history =
                    get("metrics/get-history", Map.of("run_id", run, "metric_key", "k0"))
                            .extract()
                            .jsonPath();
            List<Integer> steps = history.getList("metrics.step");
            total += steps.size();
            JsonPath shown = get("runs/get", Map.of("run_id", run)).extract().jsonPath();
            assertThat(shown.<Integer>getList("run.data.metrics.step"))
                    .hasSize(keys.size())
                    .containsOnly(Collections.max(steps));
            assertThat(shown.<String>getList("run.data.params.key")).hasSize(steps.size());
            assertThat(shown.<String>getList("run.data.tags.key")).contains("t0", "t1", "t2");
        }
        assertThat(total).isEqualTo(writers.size());
    }

    @Test
    void aBatchSentTwiceIsThereOnce() {
        String run = newRun();
        Map<String, Object> batch =
                Map.of(
                        "run_id",
                        run,
                        "metrics",
                        SeriesOracle.some(new Random(1), 50, 20).stream()
                                .map(point -> point.on("m"))
                                .toList(),
                        "params",
                        List.of(Map.of("key", "p", "value", "1")),
                        "tags",
                        List.of(Map.of("key", "t", "value", "x")));
        post("runs/log-batch", batch).statusCode(200);
        String before = shown(run);

        post("runs/log-batch", batch).statusCode(200);

        assertThat(shown(run)).isEqualTo(before);
    }

    @Test
    void aBatchWithOneChangedParameterLeavesNothingBehind() {
        String run = newRun();
        post("runs/log-parameter", Map.of("run_id", run, "key", "a", "value", "1")).statusCode(200);

        post(
                        "runs/log-batch",
                        Map.of(
                                "run_id",
                                run,
                                "metrics",
                                List.of(new Point(1, 1, 1).on("m")),
                                "params",
                                List.of(
                                        Map.of("key", "b", "value", "new"),
                                        Map.of("key", "a", "value", "2")),
                                "tags",
                                List.of(Map.of("key", "t", "value", "x"))))
                .statusCode(400);

        get("runs/get", Map.of("run_id", run))
                .body("run.data.metrics", hasSize(0))
                .body("run.data.params.key", equalTo(List.of("a")))
                .body("run.data.tags.key", equalTo(List.of("mlflow.runName")));
    }

    private static void assertShows(String run, SeriesOracle oracle, Random random) {
        assertThat(sampled(run, 320, null)).isEqualTo(oracle.sampled(320, 0, Long.MAX_VALUE));
        long start = random.nextInt(1000);
        long end = start + random.nextInt(1500);
        int most = 1 + random.nextInt(400);
        assertThat(sampled(run, most, new long[] {start, end}))
                .isEqualTo(oracle.sampled(most, start, end));
        assertThat(history(run, 1000)).isEqualTo(oracle.history());
        Point latest = oracle.latest();
        get("runs/get", Map.of("run_id", run))
                .body("run.data.metrics[0].step", equalTo((int) latest.step()))
                .body("run.data.metrics[0].timestamp", equalTo((int) latest.timestamp()))
                .body("run.data.metrics[0].value", equalTo((float) latest.value()));
    }

    private static List<Point> sampled(String run, int most, long[] range) {
        var request =
                given().queryParam("run_ids", run)
                        .queryParam("metric_key", "m")
                        .queryParam("max_results", most);
        if (range != null) {
            request.queryParam("start_step", range[0]).queryParam("end_step", range[1]);
        }
        return points(request.get(INTERVAL).then().statusCode(200).extract().jsonPath());
    }

    private static List<Point> history(String run, int page) {
        Map<String, Object> query = new HashMap<>();
        query.putAll(Map.of("run_id", run, "metric_key", "m", "max_results", page));
        List<Point> all = new ArrayList<>();
        String token;
        do {
            JsonPath answer = get("metrics/get-history", query).extract().jsonPath();
            all.addAll(points(answer));
            token = answer.getString("next_page_token");
            query.put("page_token", String.valueOf(token));
        } while (token != null);
        return all;
    }

    private static List<Point> points(JsonPath answer) {
        return answer.<Map<String, Number>>getList("metrics").stream()
                .map(
                        point ->
                                new Point(
                                        point.get("step").longValue(),
                                        point.get("timestamp").longValue(),
                                        point.get("value").doubleValue()))
                .toList();
    }

    private static void log(String run, List<Point> points) {
        post(
                        "runs/log-batch",
                        Map.of(
                                "run_id",
                                run,
                                "metrics",
                                points.stream().map(point -> point.on("m")).toList()))
                .statusCode(200);
    }

    private static int log(String run, List<String> keys, int step) {
        return post(
                        "runs/log-batch",
                        Map.of(
                                "run_id",
                                run,
                                "metrics",
                                keys.stream().map(new Point(step, step, step)::on).toList(),
                                "params",
                                List.of(Map.of("key", "p" + step, "value", "v")),
                                "tags",
                                Stream.of("t2", "t0", "t1")
                                        .map(key -> Map.of("key", key, "value", "" + step))
                                        .toList()))
                .extract()
                .statusCode();
    }

    private static String shown(String run) {
        return get("runs/get", Map.of("run_id", run)).extract().asString()
                + get("metrics/get-history", Map.of("run_id", run, "metric_key", "m"))
                        .extract()
                        .asString();
    }

    private static double rank(String value) {
        return value.equals("NaN") ? 0 : Double.parseDouble(value);
    }
}
