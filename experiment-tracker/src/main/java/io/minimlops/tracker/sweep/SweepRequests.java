package io.minimlops.tracker.sweep;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.minimlops.tracker.run.RunStatus;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What agents send.
final class SweepRequests {

    private static final int LONGEST_AGENT = 256;
    private static final int MOST_METRICS = 1000;

    private SweepRequests() {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Poll(@Nullable String agent) {
        /// A name for people to read; agents need not tell themselves apart by it.
        String agentName() {
            String name = agent == null ? "" : agent;
            if (name.length() > LONGEST_AGENT || name.indexOf('\0') >= 0) {
                throw invalid("agent: must be a text of at most " + LONGEST_AGENT + " characters");
            }
            return name;
        }
    }

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Heartbeat(@Nullable Integer attempt) {
        Report report() {
            return Report.heartbeat(required(attempt));
        }
    }

    /// @param value of the sweep's metric
    /// @param metrics any, by name
    /// @param state `RUNNING` (the default), `FINISHED` or `FAILED`
    @JsonNaming(LowerCamelCaseStrategy.class)
    record TrialReport(
            @Nullable Integer attempt,
            @Nullable Double value,
            @Nullable Map<String, Double> metrics,
            @Nullable Long step,
            @Nullable String state) {

        Report report() {
            Map<String, Double> named = metrics == null ? Map.of() : metrics;
            if (named.size() > MOST_METRICS) {
                throw invalid("metrics: at most " + MOST_METRICS + " in one report");
            }
            if (named.values().stream().anyMatch(Objects::isNull)) {
                throw invalid("metrics: every one needs a number");
            }
            return new Report(required(attempt), named, value, step, status());
        }

        private @Nullable RunStatus status() {
            return switch (state) {
                case null -> null;
                case "RUNNING" -> RunStatus.RUNNING;
                case "FINISHED" -> RunStatus.FINISHED;
                case "FAILED" -> RunStatus.FAILED;
                default -> throw invalid("state: must be RUNNING, FINISHED or FAILED");
            };
        }
    }

    private static int required(@Nullable Integer attempt) {
        if (attempt == null) {
            throw invalid("attempt: is missing; it came with the trial");
        }
        return attempt;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(new Problem.Invalid(detail));
    }
}
