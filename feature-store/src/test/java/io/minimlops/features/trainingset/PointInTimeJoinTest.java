package io.minimlops.features.trainingset;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.features.definition.Definition.Feature;
import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.definition.ValueType;
import io.minimlops.features.offline.DuckJob;
import io.minimlops.features.offline.DuckJobs;
import io.minimlops.features.trainingset.ReferenceJoin.Asked;
import io.minimlops.features.trainingset.ReferenceJoin.Event;
import io.minimlops.features.trainingset.TrainingSetPlan.Column;
import io.minimlops.features.trainingset.TrainingSetPlan.Spine;
import io.minimlops.features.trainingset.TrainingSetPlan.ViewPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointInTimeJoinTest {

    private static final long START = Instant.parse("2001-01-01T00:00:00Z").getEpochSecond();

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void theJoinPicksWhatLookingAtEveryRowPicks(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 6; round++) {
            // Given
            List<Event> events = events(random, random.nextInt(120));
            List<Asked> spine = spine(random, 1 + random.nextInt(60));
            Long ttl = random.nextInt(4) == 0 ? null : random.nextInt(1, 12) * 1_000_000L;
            boolean filterByCreated = random.nextBoolean();

            // When
            List<List<@Nullable Object>> rows = join(events, spine, ttl, filterByCreated);

            // Then
            ReferenceJoin reference = new ReferenceJoin(events, ttl, filterByCreated);
            List<List<@Nullable Object>> expected = new ArrayList<>();
            sorted(spine).forEach(asked -> expected.add(row(asked, reference.pick(asked))));
            assertThat(rows).as("seed %d round %d", seed, round).isEqualTo(expected);
        }
    }

    @Test
    void bothBoundsOfTheTtlAreInclusive() {
        // Given
        List<Event> events = List.of(new Event("ORD", 1L, micros(10), null, 0.5, "x"));
        List<Asked> spine =
                List.of(
                        new Asked("ORD", 1L, micros(10)),
                        new Asked("ORD", 1L, micros(13)),
                        new Asked("ORD", 1L, micros(13) + 1));

        // When
        List<List<@Nullable Object>> rows = join(events, spine, 3_000_000L, false);

        // Then
        assertThat(rows).extracting(row -> row.get(3)).containsExactly(0.5, 0.5, null);
    }

    @Test
    void aCorrectionThatCameLateIsNotKnownBeforeItCame() {
        // Given
        List<Event> events =
                List.of(
                        new Event("ORD", 1L, micros(10), micros(10), 0.1, "first"),
                        new Event("ORD", 1L, micros(10), micros(20), 0.9, "corrected"));
        List<Asked> spine =
                List.of(new Asked("ORD", 1L, micros(15)), new Asked("ORD", 1L, micros(20)));

        // When
        List<List<@Nullable Object>> known = join(events, spine, null, true);
        List<List<@Nullable Object>> all = join(events, spine, null, false);

        // Then
        assertThat(known).extracting(row -> row.get(4)).containsExactly("first", "corrected");
        assertThat(all).extracting(row -> row.get(4)).containsExactly("corrected", "corrected");
    }

    @Test
    void aValueThatIsNotANumberIsNoValue() {
        // Given
        List<Event> events = List.of(new Event("ORD", 1L, micros(10), null, Double.NaN, "x"));

        // When
        List<List<@Nullable Object>> rows =
                join(events, List.of(new Asked("ORD", 1L, micros(11))), null, false);

        // Then
        assertThat(rows.getFirst().get(3)).isNull();
    }

    private static long micros(int seconds) {
        return (START + seconds) * 1_000_000L;
    }

    /// Few keys and few times, so that ties and duplicates are common.
    private static List<Event> events(Random random, int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long time = micros(random.nextInt(20));
            events.add(
                    new Event(
                            origin(random),
                            random.nextInt(10) == 0 ? null : (long) random.nextInt(2),
                            time,
                            random.nextInt(4) == 0
                                    ? null
                                    : time + (random.nextInt(5) - 2) * 1_000_000L,
                            share(random),
                            random.nextInt(3) == 0 ? null : "n" + random.nextInt(3)));
        }
        return events;
    }

    private static @Nullable Double share(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> Double.NaN;
            case 2 -> Double.POSITIVE_INFINITY;
            default -> random.nextInt(3) / 4.0;
        };
    }

    private static @Nullable String origin(Random random) {
        return random.nextInt(10) == 0 ? null : List.of("ORD", "SFO", "LGA").get(random.nextInt(3));
    }

    private static List<Asked> spine(Random random, int count) {
        List<Asked> spine = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            spine.add(
                    new Asked(
                            origin(random),
                            random.nextInt(10) == 0 ? null : (long) random.nextInt(2),
                            micros(random.nextInt(25))));
        }
        return spine;
    }

    private static List<Asked> sorted(List<Asked> spine) {
        return spine.stream()
                .sorted(
                        Comparator.comparingLong(Asked::time)
                                .thenComparing(
                                        Asked::origin, Comparator.nullsFirst(String::compareTo))
                                .thenComparing(
                                        Asked::carrier, Comparator.nullsFirst(Long::compare)))
                .toList();
    }

    private static List<@Nullable Object> row(Asked asked, @Nullable Event picked) {
        return Arrays.asList(
                asked.time(),
                asked.origin(),
                asked.carrier(),
                picked == null ? null : ReferenceJoin.finite(picked.share()),
                picked == null ? null : picked.note());
    }

    private List<List<@Nullable Object>> join(
            List<Event> events, List<Asked> spine, @Nullable Long ttl, boolean filterByCreated) {
        Source stats = stats();
        Source flights = flights();
        ViewPlan view =
                new ViewPlan(
                        "delays",
                        stats,
                        List.of("origin", "carrier"),
                        ttl == null ? null : Duration.ofNanos(ttl * 1_000),
                        List.of(
                                new Feature("share", ValueType.DOUBLE),
                                new Feature("note", ValueType.STRING)));
        Spine asked =
                new Spine(
                        flights,
                        Instant.ofEpochSecond(START - 100),
                        Instant.ofEpochSecond(START + 100),
                        List.of(
                                new Column("origin", ValueType.STRING),
                                new Column("carrier", ValueType.INT64)),
                        List.of(),
                        null,
                        List.copyOf(flights.allColumns().keySet()));
        TrainingSetPlan plan =
                new TrainingSetPlan(
                        "t", "s", asked, List.of(view), filterByCreated, Map.of("stats", 1L));
        try (DuckJob job = DuckJobs.open(folder)) {
            job.createTable("stats", stats.allColumns());
            job.append("stats", types(stats), events.stream().map(this::values).toList());
            job.createTable("flights", flights.allColumns());
            job.append("flights", types(flights), spine.stream().map(this::values).toList());
            job.run(PointInTimeJoin.spine(asked, "flights"));
            PointInTimeJoin.view(0, view, "stats", filterByCreated).forEach(job::run);
            return job.query(
                    "SELECT epoch_us(event_timestamp), * EXCLUDE (event_timestamp) FROM ("
                            + PointInTimeJoin.result(plan)
                            + ")",
                    row -> {
                        List<@Nullable Object> cells = new ArrayList<>();
                        for (int i = 1; i <= 5; i++) {
                            cells.add(row.getObject(i));
                        }
                        return cells;
                    });
        }
    }

    private static List<ValueType> types(Source source) {
        return List.copyOf(source.allColumns().values());
    }

    private List<@Nullable Object> values(Event event) {
        return Arrays.asList(
                event.origin(),
                event.carrier(),
                event.share(),
                event.note(),
                instant(event.time()),
                event.created() == null ? null : instant(event.created()));
    }

    private List<@Nullable Object> values(Asked asked) {
        return Arrays.asList(asked.origin(), asked.carrier(), instant(asked.time()));
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }

    private static Source stats() {
        SequencedMap<String, ValueType> columns = new LinkedHashMap<>();
        columns.put("origin", ValueType.STRING);
        columns.put("carrier", ValueType.INT64);
        columns.put("share", ValueType.DOUBLE);
        columns.put("note", ValueType.STRING);
        return new Source("p", "stats", "event_timestamp", "created", columns);
    }

    private static Source flights() {
        SequencedMap<String, ValueType> columns = new LinkedHashMap<>();
        columns.put("origin", ValueType.STRING);
        columns.put("carrier", ValueType.INT64);
        return new Source("p", "flights", "event_timestamp", null, columns);
    }
}
