package io.minimlops.orchestrator.monitor;

import io.minimlops.events.FeedbackEvent.LabelsReceived;
import io.minimlops.orchestrator.intake.EventIntake;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Takes labels in. They may come before the prediction they belong to: topics keep no order among
/// each other.
@ApplicationScoped
class FeedbackConsumer {

    private final EventIntake intake;
    private final PredictionTable predictions;
    private final MonitorBell bell;

    FeedbackConsumer(EventIntake intake, PredictionTable predictions, MonitorBell bell) {
        this.intake = intake;
        this.predictions = predictions;
        this.bell = bell;
    }

    @Incoming("feedback")
    @Blocking
    void take(ConsumerRecords<String, byte[]> records) {
        intake.take(
                records,
                events -> {
                    var byModel =
                            new TreeMap<
                                    String, ArrayList<io.minimlops.events.FeedbackEvent.Label>>();
                    events.forEach(
                            envelope -> {
                                if (envelope.event() instanceof LabelsReceived received) {
                                    byModel.computeIfAbsent(
                                                    received.model(), _ -> new ArrayList<>())
                                            .addAll(received.labels());
                                }
                            });
                    byModel.forEach(predictions::label);
                });
        bell.ring();
    }
}
