package io.minimlops.orchestrator.monitor;

import io.minimlops.events.Topic;
import io.minimlops.orchestrator.intake.ConsumedOffsets;
import io.minimlops.orchestrator.intake.LogEnds;
import io.minimlops.orchestrator.pipeline.Arguments;
import io.minimlops.orchestrator.pipeline.PipelineCatalog;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The use cases of monitors.
@ApplicationScoped
class Monitors {

    private static final String LOG = Topic.INFERENCE_LOG.topicName();
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final MonitorTable table;
    private final EvaluationTable evaluations;
    private final WindowEvaluator evaluator;
    private final PipelineCatalog pipelines;
    private final LogEnds ends;
    private final ConsumedOffsets consumed;
    private final MonitorBell bell;
    private final Duration settle;

    Monitors(
            MonitorTable table,
            EvaluationTable evaluations,
            WindowEvaluator evaluator,
            PipelineCatalog pipelines,
            LogEnds ends,
            ConsumedOffsets consumed,
            MonitorBell bell,
            @ConfigProperty(name = "mlops.orchestrator.monitor.settle", defaultValue = "100MS")
                    Duration settle) {
        this.table = table;
        this.evaluations = evaluations;
        this.evaluator = evaluator;
        this.pipelines = pipelines;
        this.ends = ends;
        this.consumed = consumed;
        this.bell = bell;
        this.settle = settle;
    }

    /// @throws ProblemException when the definition, or what it says to the pipeline, is wrong
    MonitorView put(String name, String yaml) {
        MonitorDefinition definition = MonitorParser.parse(name, yaml);
        Arguments.bind(
                pipelines.newest(definition.pipeline().name()).pipeline(),
                definition.pipeline().parameters());
        table.put(definition, yaml);
        bell.ring();
        return view(table.get(name));
    }

    MonitorView get(String name) {
        return view(table.get(name));
    }

    List<MonitorView> all() {
        return table.all().stream().map(this::view).toList();
    }

    List<EvaluationView> evaluations(String name, int limit) {
        return evaluations.newest(table.get(name).name(), limit);
    }

    /// Whether everything before the watermark is evaluated now, with every row that was in the log
    /// when it was promised.
    boolean advance(String name, Instant watermark) {
        table.get(name);
        Map<Integer, Long> wanted = settledEnds();
        if (!within(Instant.now().plus(LONGEST_WAIT), () -> consumed.reached(LOG, wanted))) {
            return false;
        }
        table.advance(name, watermark);
        try {
            evaluator.evaluateComplete(name);
            return true;
        } catch (ProblemException e) {
            table.waitsFor(name, e.getMessage());
            bell.ring();
            return false;
        }
    }

    /// Where the log ends. The gateway answers before it tells the log, so the end is read until it
    /// stands still; under traffic that never pauses it is what it is after a while.
    private Map<Integer, Long> settledEnds() {
        Instant deadline = Instant.now().plus(LONGEST_SETTLING);
        Map<Integer, Long> before;
        Map<Integer, Long> now = ends.of(LOG);
        do {
            pause(settle);
            before = now;
            now = ends.of(LOG);
        } while (!now.equals(before) && Instant.now().isBefore(deadline));
        return now;
    }

    private static boolean within(Instant deadline, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            pause(LOOK_AGAIN);
        }
        return true;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(
                    new Problem.Unavailable("pipeline-orchestrator", "it is stopping"), e);
        }
    }

    private MonitorView view(StoredMonitor stored) {
        MonitorDefinition definition = stored.definition();
        EvaluationView last =
                evaluations.newest(stored.name(), 1).stream().findFirst().orElse(null);
        return new MonitorView(
                stored.name(),
                definition.model(),
                definition.pipeline().name(),
                evaluator.watermark(stored).orElse(null),
                last == null ? null : last.windowEnd(),
                stored.evaluatedThrough(),
                last,
                stored.waitingFor(),
                stored.updatedAt(),
                stored.yaml());
    }
}
