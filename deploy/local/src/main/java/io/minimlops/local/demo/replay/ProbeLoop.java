package io.minimlops.local.demo.replay;

import io.minimlops.local.demo.wire.GatewayApi;
import io.minimlops.local.demo.wire.InferRequest;
import io.minimlops.local.demo.wire.UnexpectedAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Callers that never stop asking and never ask twice, so that every failure counts. Runs from its
/// creation until it is closed.
public final class ProbeLoop implements AutoCloseable {

    private final GatewayApi gateway;
    private final String model;
    private final InferRequest sample;
    private final List<Future<?>> callers = new ArrayList<>();
    private final List<Probe> probes = new ArrayList<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean open = true;

    public ProbeLoop(
            GatewayApi gateway, String model, InferRequest sample, Hands hands, int callers) {
        this.gateway = gateway;
        this.model = model;
        this.sample = sample;
        for (int i = 0; i < callers; i++) {
            this.callers.add(hands.aside(this::keepAsking));
        }
    }

    public synchronized long requests() {
        return probes.size();
    }

    public synchronized long failures() {
        return probes.stream().filter(probe -> probe.version().isEmpty()).count();
    }

    /// The newest answer's version.
    public synchronized Optional<String> newest() {
        return probes.isEmpty() ? Optional.empty() : probes.getLast().version();
    }

    /// When the first answer of a version came that was asked for after a moment; nano time.
    public synchronized Optional<Long> firstAnswer(String version, long afterNanos) {
        return probes.stream()
                .filter(probe -> probe.askedNanos() >= afterNanos)
                .filter(probe -> probe.version().equals(Optional.of(version)))
                .map(Probe::answeredNanos)
                .min(Long::compare);
    }

    /// When the last answer of a version came; nano time.
    public synchronized Optional<Long> lastAnswer(String version) {
        return probes.stream()
                .filter(probe -> probe.version().equals(Optional.of(version)))
                .map(Probe::answeredNanos)
                .max(Long::compare);
    }

    /// Stops asking and waits for the last answers.
    @Override
    public void close() {
        open = false;
        callers.forEach(Hands::join);
    }

    private void keepAsking() {
        while (open) {
            long asked = System.nanoTime();
            Optional<String> version = ask("probe-" + asked + "-" + numbers.incrementAndGet());
            add(new Probe(asked, System.nanoTime(), version));
        }
    }

    private Optional<String> ask(String id) {
        InferRequest request = new InferRequest(id, sample.eventTime(), sample.flights(), false);
        try {
            return Optional.of(gateway.inferOnce(model, request).version());
        } catch (UnexpectedAnswer failed) {
            return Optional.empty();
        }
    }

    private synchronized void add(Probe probe) {
        probes.add(probe);
    }

    /// @param version empty when the request failed
    private record Probe(long askedNanos, long answeredNanos, Optional<String> version) {}
}
