package io.minimlops.gateway.feedback;

import io.minimlops.events.FeedbackEvent.Label;
import io.minimlops.events.FeedbackEvent.Reward;
import io.minimlops.gateway.feedback.GiveFeedback.GivenLabel;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What feedback must look like; all of it is accepted, or none.
final class FeedbackRules {

    static final int MOST_LABELS = 10_000;
    private static final int LONGEST_ID = 512;
    private static final int MOST_VIOLATIONS = 20;

    private FeedbackRules() {}

    /// Feedback that may be stored.
    record Accepted(List<Label> labels, List<Reward> rewards) {
        int size() {
            return labels.size() + rewards.size();
        }
    }

    static Accepted check(@Nullable GiveFeedback given, Instant now) {
        List<Violation> violations = new ArrayList<>();
        if (given == null || given.model() == null || given.model().isBlank()) {
            violations.add(new Violation("model", "must name a model"));
        }
        List<@Nullable GivenLabel> labels =
                given == null || given.labels() == null ? List.of() : given.labels();
        if (labels.isEmpty() || labels.size() > MOST_LABELS) {
            violations.add(
                    new Violation("labels", "must hold 1 to %d labels".formatted(MOST_LABELS)));
        }
        Accepted accepted = new Accepted(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < labels.size() && violations.size() < MOST_VIOLATIONS; i++) {
            GivenLabel label = labels.get(i);
            if (label == null) {
                violations.add(new Violation("labels/" + i, "must be an object"));
            } else {
                accept(label, "labels/" + i + "/", now, violations, accepted);
            }
        }
        Problem.Invalid.refuse(violations);
        return accepted;
    }

    private static void accept(
            GivenLabel given,
            String at,
            Instant now,
            List<Violation> violations,
            Accepted accepted) {
        String id = given.predictionId();
        Double label = given.label();
        Double reward = given.reward();
        Instant when = given.eventTime() == null ? now : given.eventTime();
        if (id == null || id.isBlank() || id.length() > LONGEST_ID) {
            violations.add(
                    new Violation(
                            at + "predictionId",
                            "must have 1 to %d characters".formatted(LONGEST_ID)));
        } else if (label != null && reward != null) {
            violations.add(new Violation(at + "reward", "must not stand beside a label"));
        } else if (reward != null && Double.isFinite(reward)) {
            accepted.rewards().add(new Reward(id, reward, when));
        } else if (reward == null && label != null && Double.isFinite(label)) {
            accepted.labels().add(new Label(id, label, when));
        } else {
            String which = reward == null ? "label" : "reward";
            violations.add(new Violation(at + which, "must be a finite number"));
        }
    }
}
