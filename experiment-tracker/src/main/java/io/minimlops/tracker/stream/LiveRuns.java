package io.minimlops.tracker.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.minimlops.tracker.run.RunMoved;
import io.minimlops.tracker.run.RunWatch;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Everyone who listens. Nobody holds a thread or a connection of the database: a [Tail] reads for
/// all who are up to date, and [CatchUp] for those who are behind.
@ApplicationScoped
class LiveRuns implements RunWatch {

    private static final Logger LOG = Logger.getLogger(LiveRuns.class);
    private static final Duration COME_BACK = Duration.ofSeconds(5);

    private final ChangeLog log;
    private final StreamConfig config;
    private final Tail tail;
    private final CatchUp catchUp;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    LiveRuns(ChangeLog log, StreamConfig config, MeterRegistry meters) {
        Gauge.builder("tracker.stream.listeners", listeners, Set::size)
                .description("Clients that listen to runs as they happen")
                .register(meters);
        this.log = log;
        this.config = config;
        this.catchUp = new CatchUp(log, config, this::follow);
        this.tail = new Tail(log, config, catchUp::help);
        Thread.ofVirtual().name("stream-tail").start(tail);
        Thread.ofVirtual().name("stream-signs-of-life").start(this::giveSignsOfLife);
    }

    /// Begins with what is there now.
    Multi<Event> listen(Scope scope, Set<String> metrics, Slice now) {
        return open(
                reader -> {
                    Listener listener = listener(scope, metrics, now.reached(), reader);
                    listener.begin(now);
                    tail.follow(listener);
                });
    }

    /// Goes on after a position.
    ///
    /// @param last the status of a run that is over
    Multi<Event> resume(Scope scope, Set<String> metrics, Position from, Optional<Change> last) {
        return open(
                reader -> {
                    Listener listener = listener(scope, metrics, from, reader);
                    last.ifPresent(listener::expectEnd);
                    catchUp.help(listener);
                });
    }

    /// A hint: the run was written to and the write is visible.
    @Override
    public void changed(String runId) {
        tail.hint(runId);
    }

    void moved(@Observes(during = TransactionPhase.AFTER_SUCCESS) RunMoved run) {
        tail.hint(run.runId());
    }

    void stop(@Observes ShutdownEvent shutdown) {
        tail.stop();
        listeners.forEach(Listener::close);
    }

    private void follow(Listener listener) {
        tail.follow(listener);
    }

    private Multi<Event> open(Consumer<MultiEmitter<? super Event>> begin) {
        if (listeners.size() >= config.maxListeners()) {
            throw new ProblemException(
                    new Problem.Unavailable(
                            "streams",
                            "there are "
                                    + config.maxListeners()
                                    + " listeners already, the most"
                                    + " this server takes (mlops.tracker.stream.max-listeners)",
                            COME_BACK));
        }
        return Multi.createFrom().emitter(begin, BackPressureStrategy.ERROR);
    }

    private Listener listener(
            Scope scope, Set<String> metrics, Position from, MultiEmitter<? super Event> reader) {
        Listener listener =
                new Listener(scope, metrics, config.maxWaiting(), from, new Outlet(reader));
        listeners.add(listener);
        reader.onTermination(
                () -> {
                    listeners.remove(listener);
                    tail.forget(listener);
                    listener.close();
                });
        return listener;
    }

    private void giveSignsOfLife() {
        try {
            while (tail.isRunning()) {
                Thread.sleep(config.heartbeat());
                closeThoseOfPurgedRuns();
                listeners.forEach(Listener::signOfLife);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeThoseOfPurgedRuns() {
        Map<Listener, Long> runs = new HashMap<>();
        for (Listener listener : listeners) {
            if (listener.scope() instanceof Scope.OneRun(_, long seq)) {
                runs.put(listener, seq);
            }
        }
        if (runs.isEmpty()) {
            return;
        }
        try {
            Set<Long> purged = log.purged(Set.copyOf(runs.values()));
            runs.forEach(
                    (listener, run) -> {
                        if (purged.contains(run)) {
                            listener.close();
                        }
                    });
        } catch (RuntimeException e) {
            LOG.debugf("purged runs are looked for next time: %s", e.getMessage());
        }
    }
}
