package io.minimlops.local.demo.replay;

import io.minimlops.local.demo.flight.Flight;
import io.minimlops.local.demo.script.DemoFailed;
import io.minimlops.local.demo.wire.InferAnswer;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which flights were asked about and which got their answer. Each may be answered once.
public final class AnswerLedger {

    private final BitSet asked = new BitSet();
    private final BitSet answered = new BitSet();
    private final Map<String, Long> byArm = new TreeMap<>();
    private long requests;
    private long labels;

    public synchronized void asked(List<Flight> flights) {
        flights.forEach(flight -> asked.set(index(flight)));
    }

    /// @throws AnsweredTwice when one of them had its answer already
    public synchronized void answered(List<Flight> flights, InferAnswer answer) {
        for (Flight flight : flights) {
            if (answered.get(index(flight))) {
                throw new AnsweredTwice(flight.id());
            }
            answered.set(index(flight));
        }
        requests++;
        byArm.merge(
                "version " + answer.version() + " as " + answer.role(),
                (long) flights.size(),
                Long::sum);
    }

    public synchronized void labelled(long count) {
        labels += count;
    }

    public synchronized boolean wasAsked(Flight flight) {
        return asked.get(index(flight));
    }

    public synchronized long lost() {
        BitSet missing = (BitSet) asked.clone();
        missing.andNot(answered);
        return missing.cardinality();
    }

    public synchronized long answers() {
        return answered.cardinality();
    }

    public synchronized long requests() {
        return requests;
    }

    public synchronized long labels() {
        return labels;
    }

    /// Answers per version and role.
    public synchronized Map<String, Long> byArm() {
        return Map.copyOf(byArm);
    }

    private static int index(Flight flight) {
        return Math.toIntExact(flight.id());
    }

    /// A flight's prediction came twice.
    public static final class AnsweredTwice extends DemoFailed {
        AnsweredTwice(long flight) {
            super("flight " + flight + " was answered twice");
        }
    }
}
