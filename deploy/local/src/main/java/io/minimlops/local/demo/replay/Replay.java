package io.minimlops.local.demo.replay;

import io.minimlops.local.demo.flight.DelayTable;
import io.minimlops.local.demo.flight.Flight;
import io.minimlops.local.demo.flight.FlightDay;
import io.minimlops.local.demo.flight.FlightHistory;
import io.minimlops.local.demo.script.DemoNames;
import io.minimlops.local.demo.wire.InferAnswer;
import io.minimlops.local.demo.wire.InferRequest;
import io.minimlops.local.demo.wire.Services;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Plays days in event time. An hour is: ask about everything that leaves in it; then, at its
/// end, push what landings made known and report which flights were late. A day ends with its
/// rows in the offline tables and the monitor's watermark moved to midnight.
public final class Replay {

    private static final int HOURS = 24;
    private static final int ROWS_PER_REQUEST = 32;

    private final FlightHistory history;
    private final Services services;
    private final DemoNames names;
    private final Uploads uploads;
    private final Hands hands;
    private final AnswerLedger ledger;

    public Replay(
            FlightHistory history,
            Services services,
            DemoNames names,
            Uploads uploads,
            Hands hands,
            AnswerLedger ledger) {
        this.history = history;
        this.services = services;
        this.names = names;
        this.uploads = uploads;
        this.hands = hands;
        this.ledger = ledger;
    }

    public AnswerLedger ledger() {
        return ledger;
    }

    /// @param clock told of every full hour that has passed
    public void day(Instant start, Consumer<Instant> clock) {
        FlightDay day = history.day(start);
        Instant end = start.plus(1, ChronoUnit.DAYS);
        List<Uploads.Upload> files = uploads.prepare(start, end);
        for (int i = 0; i < HOURS; i++) {
            Instant hour = start.plus(i, ChronoUnit.HOURS);
            hands.all(departures(hour, day.departuresOf(hour)));
            Instant next = hour.plus(1, ChronoUnit.HOURS);
            hands.all(becameKnown(day, next));
            clock.accept(next);
        }
        hands.all(files.stream().map(file -> (Runnable) () -> uploads.send(file)).toList());
        services.orchestrator().advance(names.model(), end);
    }

    /// Requests by origin, none too long.
    static List<InferRequest> requests(Instant hour, List<Flight> departures) {
        List<InferRequest> requests = new ArrayList<>();
        departures.stream()
                .collect(Collectors.groupingBy(Flight::origin, TreeMap::new, Collectors.toList()))
                .forEach(
                        (origin, flights) -> {
                            for (int i = 0; i < flights.size(); i += ROWS_PER_REQUEST) {
                                List<Flight> part =
                                        flights.subList(
                                                i, Math.min(i + ROWS_PER_REQUEST, flights.size()));
                                String id = origin + "-" + hour + "-" + i / ROWS_PER_REQUEST;
                                requests.add(new InferRequest(id, hour, part, true));
                            }
                        });
        return requests;
    }

    private List<Runnable> departures(Instant hour, List<Flight> departures) {
        ledger.asked(departures);
        return requests(hour, departures).stream().map(r -> (Runnable) () -> ask(r)).toList();
    }

    private void ask(InferRequest request) {
        InferAnswer answer = services.gateway().infer(names.model(), request);
        if (answer.rows() != request.flights().size()) {
            throw new IllegalStateException(
                    "request %s has %d flights, the answer %d predictions"
                            .formatted(request.id(), request.flights().size(), answer.rows()));
        }
        ledger.answered(request.flights(), answer);
    }

    private List<Runnable> becameKnown(FlightDay day, Instant hour) {
        List<Runnable> work = new ArrayList<>();
        for (DelayTable table : DelayTable.values()) {
            var rows = day.knownAt(table, hour);
            if (!rows.isEmpty()) {
                work.add(() -> services.features().push(names.pushSource(table), table, rows));
            }
        }
        List<Flight> landed = day.landedBy(hour).stream().filter(ledger::wasAsked).toList();
        if (!landed.isEmpty()) {
            work.add(() -> ledger.labelled(services.gateway().feedback(names.model(), landed)));
        }
        return work;
    }
}
