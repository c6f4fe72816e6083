package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class RunOrderTest {

    private static final int RUNS = 20;
    private static final int SEARCHES = 16;
    private static final Comparator<Logged> USUAL =
            comparing(Logged::start, reverseOrder()).thenComparing(Logged::id);

    /// Values are few, so that many runs are equal and the ties decide.
    record Logged(
            String id,
            long start,
            @Nullable Double loss,
            @Nullable String model,
            @Nullable String note,
            @Nullable Long end) {}

    record Asked(String orderBy, Comparator<Logged> order) {}

    record Kept(String filter, Predicate<Logged> filtered) {}

    @Test
    void anyOrderAndFilterGiveInPagesWhatSortingGives() {
        Random random = new Random(20);
        List<String> experiments = List.of(newExperiment(), newExperiment());
        List<Logged> runs = Stream.generate(() -> run(experiments, random)).limit(RUNS).toList();
        for (int i = 0; i < SEARCHES; i++) {
            Asked first = orders().get(random.nextInt(orders().size()));
            Asked second = orders().get(random.nextInt(orders().size()));
            List<String> orderBy =
                    sameField(first, second)
                            ? List.of(first.orderBy())
                            : List.of(first.orderBy(), second.orderBy());
            Comparator<Logged> order =
                    orderBy.size() == 1
                            ? first.order().thenComparing(USUAL)
                            : first.order().thenComparing(second.order()).thenComparing(USUAL);
            Kept kept = filters().get(random.nextInt(filters().size()));

            List<String> found = pages(experiments, kept.filter(), orderBy, 1 + random.nextInt(9));

            assertThat(found)
                    .as("%s where %s", orderBy, kept.filter())
                    .isEqualTo(
                            runs.stream()
                                    .filter(kept.filtered())
                                    .sorted(order)
                                    .map(Logged::id)
                                    .toList());
        }
    }

    private static List<Asked> orders() {
        List<Asked> orders = new ArrayList<>();
        for (boolean up : new boolean[] {true, false}) {
            String direction = up ? " ASC" : " DESC";
            orders.add(new Asked("metrics.loss" + direction, comparing(Logged::loss, numbers(up))));
            orders.add(new Asked("params.model" + direction, by(Logged::model, up)));
            orders.add(new Asked("tags.note" + direction, by(Logged::note, up)));
            orders.add(new Asked("end_time" + direction, by(Logged::end, up)));
        }
        return orders;
    }

    private static List<Kept> filters() {
        return List.of(
                new Kept("", _ -> true),
                new Kept("metrics.loss < 2", it -> it.loss() != null && it.loss() < 2),
                new Kept("metrics.loss > 0", it -> it.loss() != null && it.loss() > 0),
                new Kept("metrics.loss != 1", it -> it.loss() != null && it.loss() != 1),
                new Kept("params.model = 'ä'", it -> "ä".equals(it.model())),
                new Kept("tags.note IS NULL", it -> it.note() == null));
    }

    private static boolean sameField(Asked one, Asked other) {
        return one.orderBy().split(" ")[0].equals(other.orderBy().split(" ")[0]);
    }

    private static <T extends Comparable<T>> Comparator<Logged> by(
            Function<Logged, @Nullable T> field, boolean up) {
        Comparator<T> order = up ? Comparator.naturalOrder() : reverseOrder();
        return comparing(field, Comparator.nullsLast(order));
    }

    /// NaN after the numbers and before what is missing, in both directions.
    private static Comparator<Double> numbers(boolean up) {
        Comparator<Double> order = up ? Comparator.naturalOrder() : reverseOrder();
        return Comparator.nullsLast(comparing((Double it) -> it.isNaN()).thenComparing(order));
    }

    private static Logged run(List<String> experiments, Random random) {
        long start = random.nextInt(4);
        String id = newRun(experiments.get(random.nextInt(2)), start);
        Double loss = one(random, -1.0, 0.0, 1.0, 2.0, Double.NaN, null);
        // Equal beyond what an index holds of them.
        String model = one(random, "a".repeat(200) + 1, "a".repeat(200) + 2, "ä", "Z", null);
        String note = one(random, "x", "", "X", null);
        Long end = one(random, 5L, 6L, null);
        Map<String, Object> batch = new HashMap<>();
        batch.put("run_id", id);
        batch.put(
                "metrics",
                loss == null
                        ? List.of()
                        : List.of(Map.of("key", "loss", "value", "" + loss, "timestamp", 1)));
        batch.put("params", pairs("model", model));
        batch.put("tags", pairs("note", note));
        post("runs/log-batch", batch).statusCode(200);
        if (end != null) {
            post("runs/update", Map.of("run_id", id, "end_time", end)).statusCode(200);
        }
        return new Logged(id, start, loss, model, note, end);
    }

    private static List<Map<String, String>> pairs(String key, @Nullable String value) {
        return value == null ? List.of() : List.of(Map.of("key", key, "value", value));
    }

    @SafeVarargs
    private static <T> @Nullable T one(Random random, @Nullable T... of) {
        return of[random.nextInt(of.length)];
    }

    private static List<String> pages(
            List<String> experiments, String filter, List<String> orderBy, int size) {
        List<String> found = new ArrayList<>();
        Map<String, Object> query = new HashMap<>();
        query.put("experiment_ids", experiments);
        query.put("filter", filter);
        query.put("order_by", orderBy);
        query.put("max_results", size);
        String token;
        do {
            ValidatableResponse page = post("runs/search", query).statusCode(200);
            found.addAll(page.extract().path("runs.info.run_id"));
            token = page.extract().path("next_page_token");
            query.put("page_token", token == null ? "" : token);
        } while (token != null);
        return found;
    }
}
