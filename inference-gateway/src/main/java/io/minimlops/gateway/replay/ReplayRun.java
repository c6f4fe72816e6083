package io.minimlops.gateway.replay;

import io.minimlops.events.Event;
import io.minimlops.events.FeedbackEvent.LabelsReceived;
import io.minimlops.events.InferenceEvent.PredictionsServed;
import io.minimlops.events.InferenceEvent.Row;
import io.minimlops.gateway.inferencelog.PredictedNumbers;
import io.minimlops.gateway.model.SpareVersions.Spare;
import io.minimlops.gateway.quality.PairedQuality;
import io.minimlops.gateway.tensor.Tensor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// Runs one replay on the thread that calls it: reads the log, runs the candidate on it chunk by
/// chunk, then looks for labels.
final class ReplayRun {

    /// How much later than its answer a row may have been written to the log.
    private static final Duration SLACK = Duration.ofMinutes(10);

    private static final String SHADOW = "shadow";

    private final Replay replay;
    private final Spare candidate;
    private final CandidateInput input;
    private final Courtesy courtesy;
    private final int chunkRows;
    private final PairedQuality quality;
    private final Comparison comparison;
    private final List<LoggedRow> chunk = new ArrayList<>();
    private long rowsRead;

    ReplayRun(Replay replay, Spare candidate, Courtesy courtesy, int chunkRows)
            throws ReplayFailed {
        ReplayPlan plan = replay.plan();
        this.replay = replay;
        this.candidate = candidate;
        this.input = CandidateInput.of(candidate.version());
        this.courtesy = courtesy;
        this.chunkRows = Math.min(chunkRows, candidate.queue().settings().batching().maxRows());
        this.quality = new PairedQuality(plan.candidate().model(), plan.maxRows());
        this.comparison = new Comparison(plan.tolerance(), plan.threshold(), quality);
    }

    void readLog(TopicSpan log) throws ReplayFailed, InterruptedException {
        ReplayPlan plan = replay.plan();
        log.read(
                plan.from(),
                plan.to().plus(SLACK),
                event -> {
                    boolean more = take(event);
                    tell("comparing", log.share());
                    return more;
                });
        run();
        tell("comparing", 1);
    }

    /// Labels come later than predictions, so the topic is read to its end.
    ReplayReport readLabels(TopicSpan feedback) throws ReplayFailed, InterruptedException {
        tell("joining labels", 1);
        ReplayPlan plan = replay.plan();
        feedback.read(
                plan.from(),
                null,
                event -> {
                    if (event instanceof LabelsReceived received
                            && received.model().equals(plan.candidate().model())) {
                        received.labels()
                                .forEach(
                                        label ->
                                                quality.label(label.predictionId(), label.label()));
                    }
                    return true;
                });
        tell("done", 1);
        return comparison.report();
    }

    private void tell(String phase, double share) {
        replay.progress(new Replay.Progress(phase, share, rowsRead, comparison.rows()));
    }

    private boolean take(Event event) throws InterruptedException {
        ReplayPlan plan = replay.plan();
        if (!(event instanceof PredictionsServed served)
                || !served.deployment().equals(plan.deployment())
                || !served.model().equals(plan.candidate().model())
                || served.role().equals(SHADOW)
                || !isWithin(served.servedAt(), plan)) {
            return true;
        }
        for (Row row : served.rows()) {
            if (rowsRead >= plan.maxRows()) {
                return false;
            }
            rowsRead++;
            take(logged(served, row));
        }
        return true;
    }

    private static boolean isWithin(Instant time, ReplayPlan plan) {
        return !time.isBefore(plan.from()) && time.isBefore(plan.to());
    }

    private static LoggedRow logged(PredictionsServed served, Row row) {
        return new LoggedRow(
                row.predictionId(),
                served.requestId(),
                served.version(),
                served.servedAt(),
                served.columns(),
                row.features(),
                row.prediction());
    }

    private void take(LoggedRow row) throws InterruptedException {
        String obstacle = input.obstacle(row);
        if (obstacle != null) {
            comparison.skip(obstacle);
            return;
        }
        chunk.add(row);
        if (chunk.size() >= chunkRows) {
            run();
        }
    }

    private void run() throws InterruptedException {
        if (chunk.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        List<LoggedRow> rows = List.copyOf(chunk);
        chunk.clear();
        run(rows);
        courtesy.giveWay(System.nanoTime() - start);
    }

    /// A chunk that fails is run row by row, to know which rows the candidate cannot take.
    private void run(List<LoggedRow> rows) throws InterruptedException {
        try {
            List<Tensor> outputs =
                    candidate.queue().submit(List.of(input.tensor(rows)), 0, 0).await().result();
            double[] predictions = PredictedNumbers.of(outputs.getFirst(), rows.size());
            for (int i = 0; i < predictions.length; i++) {
                comparison.compare(rows.get(i), predictions[i]);
            }
        } catch (ExecutionException e) {
            if (rows.size() > 1) {
                for (LoggedRow row : rows) {
                    run(List.of(row));
                }
            } else {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                comparison.fail(rows.getFirst(), String.valueOf(cause.getMessage()));
            }
        }
    }
}
