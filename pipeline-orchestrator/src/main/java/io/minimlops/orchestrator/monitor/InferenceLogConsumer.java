package io.minimlops.orchestrator.monitor;

import io.minimlops.events.InferenceEvent.PredictionsServed;
import io.minimlops.orchestrator.intake.EventIntake;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Takes the inference log in. On worker threads, since batches must keep their order.
@ApplicationScoped
class InferenceLogConsumer {

    private final EventIntake intake;
    private final PredictionTable predictions;
    private final MonitorBell bell;

    InferenceLogConsumer(EventIntake intake, PredictionTable predictions, MonitorBell bell) {
        this.intake = intake;
        this.predictions = predictions;
        this.bell = bell;
    }

    @Incoming("inference-log")
    @Blocking
    void take(ConsumerRecords<String, byte[]> records) {
        intake.take(
                records,
                events ->
                        predictions.insert(
                                events.stream()
                                        .map(envelope -> envelope.event())
                                        .filter(PredictionsServed.class::isInstance)
                                        .map(PredictionsServed.class::cast)
                                        .toList()));
        bell.ring();
    }
}
