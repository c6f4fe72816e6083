package io.minimlops.tracker.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One reader of a stream: what it wants, how far it has got, and what waits for it.
final class Listener {

    private final Scope scope;
    private final Set<String> metrics;
    private final int mostWaiting;
    private final Outlet outlet;
    private Position position;
    private @Nullable Change ending;
    private boolean isOver;

    /// @param metrics the keys of interest; empty for all
    Listener(Scope scope, Set<String> metrics, int mostWaiting, Position position, Outlet outlet) {
        this.scope = scope;
        this.metrics = metrics;
        this.mostWaiting = mostWaiting;
        this.position = position;
        this.outlet = outlet;
    }

    Scope scope() {
        return scope;
    }

    synchronized Position position() {
        return position;
    }

    synchronized boolean isOver() {
        return isOver;
    }

    /// Waits until the reader has taken most of what it was given.
    ///
    /// @return false when it is gone
    boolean awaitReady() throws InterruptedException {
        outlet.awaitFewer(Math.max(1, mostWaiting / 8));
        return !isOver();
    }

    /// Sends what is new to this reader. One that is too slow is let go; it may resume from the
    /// last id it saw.
    ///
    /// @param changes of the scope
    synchronized void tell(List<Change> changes, Slice slice) {
        List<Change> wanted =
                changes.stream()
                        .filter(it -> !position.covers(it.transaction()) && isOfInterest(it))
                        .toList();
        if (outlet.waiting() + wanted.size() > mostWaiting) {
            isOver = true;
            outlet.abandon();
        }
        if (!isOver) {
            send(wanted, slice);
        }
    }

    /// What is there at the beginning, whatever its size.
    synchronized void begin(Slice state) {
        send(state.changes().stream().filter(this::isOfInterest).toList(), state);
    }

    /// The run is over already: nothing but what is still missing is to come.
    synchronized void expectEnd(Change last) {
        ending = last;
    }

    synchronized void signOfLife() {
        if (!isOver && outlet.waiting() == 0) {
            outlet.add(List.of(Event.signOfLife(position.toString())));
        }
    }

    synchronized void close() {
        isOver = true;
        outlet.end();
    }

    /// The last event of a slice says where to resume; a run's stream ends where the slice ends
    /// that finds it over, so that what was written late is not cut off.
    private void send(List<Change> changes, Slice slice) {
        position = slice.reached();
        String id = position.toString();
        List<Event> events = new ArrayList<>();
        for (Change change : changes) {
            events.add(Event.of(change));
            if (change.kind() == Change.Kind.STATUS) {
                noteEnd(change, events);
            }
        }
        boolean ends = ending != null && slice.isNow();
        if (ending != null && ends) {
            events.add(Event.end(ending));
        }
        if (!events.isEmpty()) {
            events.addLast(events.removeLast().withId(id));
        }
        outlet.add(events);
        if (ends) {
            close();
        }
    }

    private void noteEnd(Change change, List<Event> events) {
        if (scope instanceof Scope.OneRun) {
            ending = change.isEnd() ? change : null;
        } else if (change.isEnd()) {
            events.add(Event.end(change));
        }
    }

    private boolean isOfInterest(Change change) {
        return change.kind() != Change.Kind.METRIC
                || metrics.isEmpty()
                || metrics.contains(change.key());
    }
}
