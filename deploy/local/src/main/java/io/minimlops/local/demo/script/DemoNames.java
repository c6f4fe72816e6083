package io.minimlops.local.demo.script;

import io.minimlops.local.demo.flight.DelayTable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// What one turn of the demo calls its things. Event time never runs backwards for an online store,
/// so every further turn on a platform takes new names: `flight-delay`, then `flight-delay-2`.
public record DemoNames(int turn) {

    /// The first turn whose names are still free.
    public static DemoNames firstFree(Predicate<DemoNames> taken) {
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(DemoNames::new)
                .filter(taken.negate())
                .findFirst()
                .orElseThrow();
    }

    /// The model, its deployment, its pipeline, its experiment and its monitor.
    public String model() {
        return dashed("flight-delay");
    }

    public String ungatedPipeline() {
        return dashed("flight-delay-ungated");
    }

    public String flights() {
        return underscored("flights");
    }

    public String source(DelayTable table) {
        return underscored(table.source());
    }

    public String view(DelayTable table) {
        return underscored(table.view());
    }

    public String pushSource(DelayTable table) {
        return underscored(table.pushSource());
    }

    public List<String> views() {
        return Arrays.stream(DelayTable.values()).map(this::view).toList();
    }

    /// The rate the monitor watches: of the destination, last 24 hours.
    public String delayRate() {
        return view(DelayTable.DEST) + "__late_share_24h";
    }

    /// Puts the names into a document: `flights${_n}` and `flight-delay${-n}`.
    String fill(String document) {
        return document.replace("${_n}", underscored("")).replace("${-n}", dashed(""));
    }

    private String underscored(String name) {
        return turn == 1 ? name : name + "_" + turn;
    }

    private String dashed(String name) {
        return turn == 1 ? name : name + "-" + turn;
    }
}
