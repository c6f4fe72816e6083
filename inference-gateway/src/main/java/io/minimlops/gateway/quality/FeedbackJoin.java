package io.minimlops.gateway.quality;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minimlops.events.Envelope;
import io.minimlops.events.Event;
import io.minimlops.events.FeedbackEvent.LabelsReceived;
import io.minimlops.events.FeedbackEvent.RewardsReceived;
import io.minimlops.events.Topic;
import io.minimlops.gateway.kafka.KafkaConfig;
import io.minimlops.gateway.kafka.TopicTail;
import io.minimlops.gateway.kafka.TopicTail.From;
import io.minimlops.gateway.quality.RecentPredictions.Match;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Joins what the feedback topic brings, whoever sent it and by whatever replica, with the
/// predictions that this process answered.
@ApplicationScoped
public class FeedbackJoin {

    private static final Logger LOG = Logger.getLogger(FeedbackJoin.class);

    /// What became of a label or reward.
    public enum Outcome {
        /// Met its prediction.
        JOINED,
        /// Met it after the longest wait.
        LATE,
        /// Met it again.
        REPEATED,
        /// No such prediction is remembered: too long ago, answered elsewhere, or never made.
        UNMATCHED
    }

    private final @Nullable PredictionWindow window;
    private final long waitMillis;
    private final List<JoinedFeedbackListener> listeners;
    private final TopicTail tail;
    private final LongAdder[] outcomes = new LongAdder[Outcome.values().length];

    FeedbackJoin(
            QualityConfig config,
            KafkaConfig kafka,
            @All List<JoinedFeedbackListener> listeners,
            MeterRegistry metrics) {
        this.window = config.predictions() > 0 ? new PredictionWindow(config.predictions()) : null;
        this.waitMillis = config.maxWait().toMillis();
        this.listeners = listeners;
        this.tail = new TopicTail(kafka.bootstrapServers(), Topic.FEEDBACK, From.END, this::apply);
        for (Outcome outcome : Outcome.values()) {
            LongAdder count = new LongAdder();
            outcomes[outcome.ordinal()] = count;
            FunctionCounter.builder("mlops.gateway.feedback", count, LongAdder::sum)
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .description("Labels and rewards, by whether they met a prediction")
                    .register(metrics);
        }
        metrics.gauge("mlops.gateway.feedback.awaited", this, FeedbackJoin::awaited);
    }

    void start(@Observes StartupEvent started) {
        if (window != null) {
            tail.start();
        }
    }

    /// Remembers answered rows, so that feedback finds them. Never blocks.
    public void remember(
            Arm arm, List<String> predictionIds, double[] predictions, Instant servedAt) {
        PredictionWindow remembered = window;
        if (remembered != null) {
            Arm only = remembered.only(arm);
            long millis = servedAt.toEpochMilli();
            for (int row = 0; row < predictions.length; row++) {
                remembered.add(only, predictionIds.get(row), predictions[row], millis);
            }
        }
    }

    /// Predictions that may still meet feedback.
    public int awaited() {
        return window == null ? 0 : window.size();
    }

    public long count(Outcome outcome) {
        return outcomes[outcome.ordinal()].sum();
    }

    private void apply(Envelope<Event> envelope) {
        switch (envelope.event()) {
            case LabelsReceived received ->
                    received.labels()
                            .forEach(
                                    label ->
                                            join(
                                                    received.model(),
                                                    label.predictionId(),
                                                    new Truth.Label(label.label())));
            case RewardsReceived received ->
                    received.rewards()
                            .forEach(
                                    reward ->
                                            join(
                                                    received.model(),
                                                    reward.predictionId(),
                                                    new Truth.Reward(reward.reward())));
            default -> LOG.debugf("no feedback: %s", envelope.event());
        }
    }

    private void join(String model, String predictionId, Truth truth) {
        PredictionWindow remembered = window;
        List<Match> matches =
                remembered == null ? List.of() : remembered.meet(model, predictionId, truth);
        if (matches.isEmpty()) {
            outcomes[Outcome.UNMATCHED.ordinal()].increment();
        }
        long earliest = System.currentTimeMillis() - waitMillis;
        for (Match match : matches) {
            if (match.again()) {
                outcomes[Outcome.REPEATED.ordinal()].increment();
            } else if (match.servedAtMillis() < earliest) {
                outcomes[Outcome.LATE.ordinal()].increment();
            } else {
                outcomes[Outcome.JOINED.ordinal()].increment();
                tell(
                        new JoinedFeedback(
                                match.arm(),
                                predictionId,
                                match.value(),
                                truth,
                                Instant.ofEpochMilli(match.servedAtMillis())));
            }
        }
    }

    private void tell(JoinedFeedback feedback) {
        for (JoinedFeedbackListener listener : listeners) {
            try {
                listener.joined(feedback);
            } catch (RuntimeException e) {
                LOG.errorf(e, "%s did not take feedback", listener);
            }
        }
    }

    @PreDestroy
    void stop() {
        tail.close();
    }
}
