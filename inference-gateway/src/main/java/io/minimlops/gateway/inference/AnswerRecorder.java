package io.minimlops.gateway.inference;

import io.minimlops.gateway.inferencelog.InferenceLog;
import io.minimlops.gateway.inferencelog.ServedRequest;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.quality.Arm;
import io.minimlops.gateway.quality.FeedbackJoin;
import jakarta.enterprise.context.ApplicationScoped;

/// Tells of an answered request whoever keeps a record of it. None of them blocks.
@ApplicationScoped
public class AnswerRecorder {

    private final InferenceLog log;
    private final FeedbackJoin feedback;

    AnswerRecorder(InferenceLog log, FeedbackJoin feedback) {
        this.log = log;
        this.feedback = feedback;
    }

    void record(ServedRequest served) {
        log.offer(served);
        VersionId version = served.version();
        feedback.remember(
                new Arm(served.deployment(), version.model(), version.version(), served.role()),
                served.predictionIds(),
                served.predictions(),
                served.servedAt());
    }
}
