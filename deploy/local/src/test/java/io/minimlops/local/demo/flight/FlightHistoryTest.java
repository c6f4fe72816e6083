package io.minimlops.local.demo.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rolling statistics against counting by hand.
class FlightHistoryTest {

    private static final Instant START = Instant.parse("2001-01-01T06:00:00Z");
    private static final List<String> DESTS = List.of("BOS", "DEN", "MIA");

    @TempDir Path folder;

    @Test
    void everyStatisticIsWhatCountingTheLandedFlightsGives() {
        // Given
        List<Raw> flights = randomFlights(900, 10);
        // When
        try (FlightHistory history = history(flights)) {
            List<DelayRow> rows = allRows(history, DelayTable.DEST, 12);
            // Then
            assertThat(rows).hasSizeGreaterThan(300);
            rows.forEach(row -> assertThatItIsWhatCountingGives(row, flights, Raw::dest));
        }
    }

    @Test
    void anOriginHasARowEveryHour() {
        // Given
        List<Raw> flights = randomFlights(400, 3);
        // When
        try (FlightHistory history = history(flights)) {
            List<DelayRow> rows =
                    history
                            .day(Instant.parse("2001-01-02T00:00:00Z"))
                            .delays()
                            .get(DelayTable.ORIGIN)
                            .values()
                            .stream()
                            .flatMap(List::stream)
                            .filter(row -> row.key().equals("ORD"))
                            .toList();
            // Then
            assertThat(rows).hasSize(24);
            rows.forEach(row -> assertThatItIsWhatCountingGives(row, flights, raw -> "ORD"));
        }
    }

    @Test
    void aRouteHasARowEverySixHours() {
        // Given
        List<Raw> flights = randomFlights(900, 10);
        // When
        try (FlightHistory history = history(flights)) {
            List<DelayRow> rows = allRows(history, DelayTable.ROUTE, 11);
            // Then
            assertThat(rows)
                    .isNotEmpty()
                    .allMatch(
                            row ->
                                    row.at().getEpochSecond() % Duration.ofHours(6).toSeconds()
                                            == 0);
            rows.forEach(
                    row ->
                            assertThatItIsWhatCountingGives(
                                    row, flights, raw -> "ORD-" + raw.dest()));
        }
    }

    @Test
    void noFlightLandsInTwoDaysOrInNone() {
        // Given
        List<Raw> flights = randomFlights(500, 5);
        try (FlightHistory history = history(flights)) {
            // When
            List<Long> landed =
                    days(8).stream()
                            .flatMap(day -> history.day(day).landings().values().stream())
                            .flatMap(List::stream)
                            .map(Flight::id)
                            .toList();
            // Then
            assertThat(landed).hasSize(500).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatIsExportedInPartsIsTheWhole() {
        // Given
        try (FlightHistory history = history(randomFlights(500, 5))) {
            Instant end = START.plus(8, ChronoUnit.DAYS);
            // When
            long parts = 0;
            for (Instant day : days(8)) {
                parts +=
                        history.exportLanded(
                                day, day.plus(1, ChronoUnit.DAYS), folder.resolve("part.parquet"));
            }
            long whole = history.exportLanded(START, end, folder.resolve("whole.parquet"));
            // Then
            assertThat(parts).isEqualTo(whole).isEqualTo(500);
        }
    }

    private static List<Instant> days(int count) {
        Instant first = START.truncatedTo(ChronoUnit.DAYS);
        return IntStream.range(0, count).mapToObj(i -> first.plus(i, ChronoUnit.DAYS)).toList();
    }

    private static List<DelayRow> allRows(FlightHistory history, DelayTable table, int days) {
        return days(days).stream()
                .flatMap(day -> history.day(day).delays().get(table).values().stream())
                .flatMap(List::stream)
                .toList();
    }

    private static void assertThatItIsWhatCountingGives(
            DelayRow row, List<Raw> flights, Function<Raw, String> key) {
        List<Raw> mine =
                flights.stream().filter(flight -> key.apply(flight).equals(row.key())).toList();
        List<@Nullable Double> expected = new ArrayList<>();
        for (int hours : new int[] {3, 24, 168}) {
            List<Raw> landed = mine.stream().filter(f -> f.landedWithin(row.at(), hours)).toList();
            expected.add(mean(landed, f -> f.delay() > 15 ? 1.0 : 0.0));
            expected.add(mean(landed, f -> (double) Math.clamp(f.delay(), -60, 180)));
            if (hours == 24) {
                expected.add((double) landed.size());
            }
        }
        for (int i = 0; i < expected.size(); i++) {
            Double wanted = expected.get(i);
            if (wanted == null) {
                assertThat(row.values().get(i)).isNull();
            } else {
                assertThat(row.values().get(i)).isCloseTo(wanted, within(1e-9));
            }
        }
    }

    private static @Nullable Double mean(List<Raw> flights, Function<Raw, Double> value) {
        return flights.isEmpty()
                ? null
                : flights.stream().mapToDouble(value::apply).average().orElseThrow();
    }

    private static List<Raw> randomFlights(int count, int days) {
        Random random = new Random(count);
        List<Raw> flights = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            flights.add(
                    new Raw(
                            START.plus(random.nextInt(days * 24 * 60), ChronoUnit.MINUTES),
                            DESTS.get(random.nextInt(DESTS.size())),
                            8 * (5 + random.nextInt(300)),
                            random.nextInt(-100, 300)));
        }
        flights.sort(Comparator.comparing(Raw::departure));
        return flights;
    }

    private FlightHistory history(List<Raw> flights) {
        Path file = folder.resolve("flights.parquet");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute(
                    "create table f (dep_utc timestamp, utc_off_h tinyint, arr_delay smallint,"
                            + " distance smallint, origin varchar, dest varchar)");
            for (Raw flight : flights) {
                statement.execute(
                        "insert into f values ('%s', -6, %d, %d, 'ORD', '%s')"
                                .formatted(
                                        flight.departure().toString().replace("Z", ""),
                                        flight.delay(),
                                        flight.distance(),
                                        flight.dest()));
            }
            statement.execute("copy f to '" + file + "' (format parquet)");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return FlightHistory.read(file, List.of("ORD"), START.plus(30, ChronoUnit.DAYS));
    }

    private record Raw(Instant departure, String dest, int distance, int delay) {

        boolean landedWithin(Instant moment, int hours) {
            Instant landed = departure.plus(30 + distance / 8, ChronoUnit.MINUTES);
            return !landed.isAfter(moment) && landed.isAfter(moment.minus(hours, ChronoUnit.HOURS));
        }
    }
}
