package io.minimlops.orchestrator.step;

import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.document.Fields;
import io.minimlops.orchestrator.lineage.DataSet;
import io.minimlops.orchestrator.peer.FeatureStore;
import io.minimlops.orchestrator.peer.FeatureStore.SpineStatistics;
import io.minimlops.orchestrator.pipeline.StepKind;
import io.minimlops.orchestrator.run.AttemptResult;
import io.minimlops.orchestrator.run.AttemptResult.Story;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks that the data of a span is there, labelled and fresh before anything is built on it.
@ApplicationScoped
class ValidateStep implements Step {

    private final FeatureStore features;

    ValidateStep(FeatureStore features) {
        this.features = features;
    }

    @Override
    public StepKind kind() {
        return StepKind.VALIDATE;
    }

    /// @param minLabelled least share of rows with a label
    /// @param maxAge of the newest row at the span's end; null for any
    record Bounds(int minRows, double minLabelled, @Nullable Duration maxAge) {

        /// What is out of bounds, in words with the numbers.
        List<String> violatedBy(SpineStatistics found, Instant end) {
            List<String> violations = new ArrayList<>();
            if (found.rows() < minRows) {
                violations.add("%d rows, needs %d".formatted(found.rows(), minRows));
            }
            double share = share(found);
            if (share < minLabelled) {
                violations.add(
                        "%.1f %% of the rows have a label, needs %.1f %%"
                                .formatted(100 * share, 100 * minLabelled));
            }
            Instant newest = found.lastEventTime();
            if (maxAge != null && (newest == null || newest.isBefore(end.minus(maxAge)))) {
                violations.add(
                        "the newest row is of %s, older than %s at %s"
                                .formatted(newest, maxAge, end));
            }
            return violations;
        }
    }

    private static double share(SpineStatistics found) {
        return found.rows() == 0 ? 0 : (double) found.labelled() / found.rows();
    }

    @Override
    public AttemptResult.Succeeded run(StepContext context) {
        Fields inputs = context.inputs();
        String source = inputs.text("source");
        Instant start = context.time(inputs, "start");
        Instant end = context.time(inputs, "end");
        String label = inputs.textOrNull("label");
        Bounds bounds =
                new Bounds(
                        inputs.integer("minRows", 1, 0, Integer.MAX_VALUE),
                        inputs.number("minLabelled", 0, 0, 1),
                        inputs.durationOrNull("maxAge"));
        StepContext.checked(inputs);
        SpineStatistics found =
                features.spineStatistics(source, start, end, label, context.correlationId());
        List<String> violations = bounds.violatedBy(found, end);
        if (!violations.isEmpty()) {
            throw new StepFailed(
                    "%s from %s to %s: %s"
                            .formatted(source, start, end, String.join("; ", violations)));
        }
        return new AttemptResult.Succeeded(outputs(found), story(source, start, end, found));
    }

    private static Map<String, Object> outputs(SpineStatistics found) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put("rows", found.rows());
        outputs.put("labelled", found.labelled());
        outputs.put("labelShare", share(found));
        outputs.put("firstEventTime", String.valueOf(found.firstEventTime()));
        outputs.put("lastEventTime", String.valueOf(found.lastEventTime()));
        return outputs;
    }

    private static Story story(String source, Instant start, Instant end, SpineStatistics found) {
        Map<String, Object> details = new LinkedHashMap<>(outputs(found));
        details.put("source", source);
        details.put("start", start.toString());
        details.put("end", end.toString());
        return new Story(
                EntryKind.STEP,
                "Data is fit: %,d rows of %s, %.1f %% labelled"
                        .formatted(found.rows(), source, 100 * share(found)),
                details,
                List.of(new DataSet("feature-store", source, "", found.rows())),
                List.of());
    }
}
