package io.minimlops.local.demo.flight;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One UTC day, sorted into its hours.
///
/// @param departures by the hour they left in
/// @param landings by the hour at whose end they were down: at 14:00, those of (13:00, 14:00]
/// @param delays what became known at each full hour
public record FlightDay(
        Instant start,
        Map<Instant, List<Flight>> departures,
        Map<Instant, List<Flight>> landings,
        Map<DelayTable, Map<Instant, List<DelayRow>>> delays) {

    static FlightDay of(
            Instant start,
            Collection<Flight> departed,
            Collection<Flight> landed,
            Map<DelayTable, List<DelayRow>> delays) {
        return new FlightDay(
                start,
                group(departed, flight -> flight.departure().truncatedTo(ChronoUnit.HOURS)),
                group(landed, flight -> hourAfter(flight.landed())),
                delays.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> group(entry.getValue(), DelayRow::at))));
    }

    public List<Flight> departuresOf(Instant hour) {
        return departures.getOrDefault(hour, List.of());
    }

    public List<Flight> landedBy(Instant hour) {
        return landings.getOrDefault(hour, List.of());
    }

    public List<DelayRow> knownAt(DelayTable table, Instant hour) {
        return delays.getOrDefault(table, Map.of()).getOrDefault(hour, List.of());
    }

    static Instant hourAfter(Instant moment) {
        Instant floor = moment.truncatedTo(ChronoUnit.HOURS);
        return floor.equals(moment) ? floor : floor.plus(1, ChronoUnit.HOURS);
    }

    private static <T> Map<Instant, List<T>> group(Collection<T> items, Function<T, Instant> hour) {
        return items.stream().collect(Collectors.groupingBy(hour));
    }
}
