package io.minimlops.gateway.streaming;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minimlops.events.Envelope;
import io.minimlops.events.Event;
import io.minimlops.events.StreamEvent.StreamDefined;
import io.minimlops.events.StreamEvent.StreamDeleted;
import io.minimlops.events.Topic;
import io.minimlops.gateway.kafka.KafkaConfig;
import io.minimlops.gateway.kafka.TopicTail;
import io.minimlops.gateway.kafka.TopicTail.From;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/// Follows what is wanted, and makes this process run that: the partitions of a stream are shared
/// among the workers of all replicas by their consumer group.
@ApplicationScoped
public class StreamSupervisor {

    private static final Logger LOG = Logger.getLogger(StreamSupervisor.class);

    private final StreamBook book;
    private final StreamConfig config;
    private final String bootstrapServers;
    private final RowPredictions predictions;
    private final MeterRegistry metrics;
    private final TopicTail tail;
    private final ConcurrentMap<String, Running> running = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, StreamMeter> meters = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    private record Running(Stream stream, List<StreamWorker> workers) {}

    StreamSupervisor(
            StreamBook book,
            StreamConfig config,
            KafkaConfig kafka,
            RowPredictions predictions,
            MeterRegistry metrics) {
        this.book = book;
        this.config = config;
        this.bootstrapServers = kafka.bootstrapServers();
        this.predictions = predictions;
        this.metrics = metrics;
        this.tail = new TopicTail(bootstrapServers, Topic.STREAMS, From.BEGINNING, this::apply);
    }

    void start(@Observes StartupEvent started) {
        tail.start();
        Thread.ofPlatform().daemon().name("streams").start(this::keepUp);
    }

    private void apply(Envelope<Event> envelope) {
        switch (envelope.event()) {
            case StreamDefined defined -> book.put(Stream.of(defined));
            case StreamDeleted deleted -> book.remove(deleted.stream());
            default -> LOG.debugf("%s is no stream's", envelope.event());
        }
    }

    private void keepUp() {
        try {
            while (!stopping.await(config.reconcileInterval().toMillis(), TimeUnit.MILLISECONDS)) {
                if (tail.hasCaughtUp()) {
                    reconcile();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Starts what is wanted and does not run, stops what runs and is not wanted like that.
    synchronized void reconcile() {
        for (Running one : running.values()) {
            boolean same =
                    book.find(one.stream().name())
                            .filter(wanted -> wanted.equals(one.stream()))
                            .isPresent();
            if (!same) {
                running.remove(one.stream().name());
                one.workers().forEach(StreamWorker::close);
            }
        }
        for (Stream wanted : book.all()) {
            if (!wanted.paused() && stopping.getCount() > 0) {
                running.computeIfAbsent(wanted.name(), name -> run(wanted));
            }
        }
    }

    private Running run(Stream stream) {
        LOG.infof(
                "stream %s: %s to %s by %s",
                stream.name(), stream.inputTopic(), stream.outputTopic(), stream.deployment());
        StreamMeter meter = meter(stream.name());
        List<StreamWorker> workers = new ArrayList<>();
        for (int i = 0; i < stream.parallelism(); i++) {
            workers.add(
                    new StreamWorker(
                            stream,
                            chunks ->
                                    new StreamSession(
                                            stream, config, bootstrapServers, predictions, chunks),
                            meter,
                            config.retryAfter()));
        }
        workers.forEach(StreamWorker::start);
        return new Running(stream, workers);
    }

    StreamMeter meter(String stream) {
        return meters.computeIfAbsent(stream, this::measured);
    }

    /// Records behind, on the partitions that this process reads.
    long lag(String stream) {
        return Optional.ofNullable(running.get(stream))
                .map(one -> one.workers().stream().mapToLong(StreamWorker::lag).sum())
                .orElse(0L);
    }

    boolean isRunning(String stream) {
        return running.containsKey(stream);
    }

    private StreamMeter measured(String stream) {
        StreamMeter meter = new StreamMeter();
        Tags tags = Tags.of("stream", stream);
        count("mlops.gateway.stream.records", tags.and("outcome", "predicted"), meter.predicted);
        count("mlops.gateway.stream.records", tags.and("outcome", "dead"), meter.deadLetters);
        count("mlops.gateway.stream.transactions", tags, meter.transactions);
        Gauge.builder("mlops.gateway.stream.lag", () -> lag(stream)).tags(tags).register(metrics);
        Gauge.builder(
                        "mlops.gateway.stream.records.per.second",
                        meter,
                        StreamMeter::recordsPerSecond)
                .tags(tags)
                .register(metrics);
        return meter;
    }

    private void count(String name, Tags tags, LongAdder count) {
        FunctionCounter.builder(name, count, LongAdder::sum).tags(tags).register(metrics);
    }

    @PreDestroy
    void stop() {
        stopping.countDown();
        tail.close();
        running.values().forEach(one -> one.workers().forEach(StreamWorker::close));
    }
}
