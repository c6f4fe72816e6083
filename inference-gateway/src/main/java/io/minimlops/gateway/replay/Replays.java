package io.minimlops.gateway.replay;

import io.micrometer.core.instrument.MeterRegistry;
import io.minimlops.events.Topic;
import io.minimlops.gateway.kafka.KafkaConfig;
import io.minimlops.gateway.model.LoadFailed;
import io.minimlops.gateway.model.SpareVersions;
import io.minimlops.gateway.model.SpareVersions.Spare;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The replays of this process, one running at a time. They are forgotten when it ends.
@ApplicationScoped
public class Replays {

    private static final Logger LOG = Logger.getLogger(Replays.class);

    private final ReplayConfig config;
    private final KafkaConfig kafka;
    private final SpareVersions versions;
    private final VersionShelf shelf;
    private final MeterRegistry metrics;
    private final Map<String, Replay> byId = new LinkedHashMap<>();
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform()
                            .daemon()
                            .priority(Thread.MIN_PRIORITY)
                            .name("replay")
                            .factory());

    Replays(
            ReplayConfig config,
            KafkaConfig kafka,
            SpareVersions versions,
            VersionShelf shelf,
            MeterRegistry metrics) {
        this.config = config;
        this.kafka = kafka;
        this.versions = versions;
        this.shelf = shelf;
        this.metrics = metrics;
    }

    /// @throws ProblemException 404 for an unknown version, 503 when too many wait or the registry
    ///     is away
    Replay submit(ReplayPlan plan) {
        try {
            versions.requireKnown(plan.candidate());
        } catch (LoadFailed e) {
            VersionId candidate = plan.candidate();
            throw new ProblemException(e.problem(candidate.model() + "/" + candidate.version()), e);
        }
        Replay replay = new Replay(UUID.randomUUID().toString(), plan, Instant.now());
        synchronized (byId) {
            long waiting =
                    byId.values().stream()
                            .filter(each -> each.state() == Replay.State.QUEUED)
                            .count();
            if (waiting >= config.maxWaiting()) {
                throw new ProblemException(
                        new Problem.Unavailable(
                                "replays", "%d replays wait already".formatted(waiting)));
            }
            forgetOld();
            byId.put(replay.id(), replay);
        }
        worker.execute(() -> run(replay));
        return replay;
    }

    private void forgetOld() {
        Iterator<Replay> oldestFirst = byId.values().iterator();
        while (byId.size() >= config.remembered() && oldestFirst.hasNext()) {
            if (oldestFirst.next().state().isFinal()) {
                oldestFirst.remove();
            }
        }
    }

    Optional<Replay> find(String id) {
        synchronized (byId) {
            return Optional.ofNullable(byId.get(id));
        }
    }

    /// From the oldest to the newest.
    List<Replay> all() {
        synchronized (byId) {
            return List.copyOf(byId.values());
        }
    }

    private void run(Replay replay) {
        if (!replay.begin(Instant.now())) {
            return;
        }
        try {
            replay.succeed(report(replay), Instant.now());
        } catch (LoadFailed e) {
            replay.fail(e.reason(), dependency(e), Instant.now());
        } catch (ReplayFailed e) {
            replay.fail(e.reason(), e.dependency(), Instant.now());
        } catch (InterruptedException e) {
            replay.cancel(Instant.now());
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "replay %s failed", replay.id());
            replay.fail("an error of ours; it is in the log", null, Instant.now());
        } finally {
            metrics.counter("mlops.gateway.replays", "state", replay.state().name()).increment();
            // A cancellation that came too late must not meet the next replay.
            if (Thread.interrupted()) {
                LOG.debugf("replay %s was cancelled at its end", replay.id());
            }
        }
    }

    private ReplayReport report(Replay replay)
            throws LoadFailed, ReplayFailed, InterruptedException {
        replay.progress(new Replay.Progress("loading", 0, 0, 0));
        try (Spare candidate = versions.load(replay.plan().candidate())) {
            ReplayRun run =
                    new ReplayRun(replay, candidate, new Courtesy(shelf), config.chunkRows());
            try (TopicSpan log = span(Topic.INFERENCE_LOG)) {
                run.readLog(log);
            }
            try (TopicSpan feedback = span(Topic.FEEDBACK)) {
                return run.readLabels(feedback);
            }
        }
    }

    private TopicSpan span(Topic topic) {
        return new TopicSpan(kafka.bootstrapServers(), topic, config.kafkaTimeout());
    }

    private static @Nullable String dependency(LoadFailed failure) {
        return switch (failure.kind()) {
            case REGISTRY_AWAY -> "model-registry";
            case STORE_AWAY -> "s3";
            case UNKNOWN, DAMAGED, UNLOADABLE -> null;
        };
    }

    @PreDestroy
    void stop() {
        all().forEach(replay -> replay.cancel(Instant.now()));
        worker.shutdownNow();
    }
}
