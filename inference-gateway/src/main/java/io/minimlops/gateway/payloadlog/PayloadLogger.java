package io.minimlops.gateway.payloadlog;

import io.micrometer.core.instrument.MeterRegistry;
import io.minimlops.gateway.deployment.DeploymentBook;
import io.minimlops.gateway.deployment.Router;
import io.minimlops.gateway.deployment.spec.PayloadLog;
import io.minimlops.gateway.inference.PredictionRequest;
import io.minimlops.gateway.inferencelog.Sampling;
import io.minimlops.gateway.kafka.LogBudget;
import io.minimlops.gateway.kafka.LogMeters;
import io.minimlops.gateway.kafka.LogMeters.Cause;
import io.minimlops.gateway.kafka.LogWriter;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes payloads without blocking and tells them from one thread of its own, which meets Kafka
/// only when there is one to tell.
@ApplicationScoped
public class PayloadLogger {

    private static final Logger LOG = Logger.getLogger(PayloadLogger.class);

    private final PayloadLogConfig config;
    private final PayloadProducer kafka;
    private final DeploymentBook book;
    private final Router router;
    private final MetadataHeaders metadata;
    private final LogBudget budget;
    private final LogMeters meters;
    private final LogWriter<PayloadEvent> writer = new LogWriter<>("payload-log", this::tell, 1);

    PayloadLogger(
            PayloadLogConfig config,
            PayloadProducer kafka,
            DeploymentBook book,
            Router router,
            MeterRegistry metrics) {
        this.config = config;
        this.kafka = kafka;
        this.book = book;
        this.router = router;
        this.metadata = new MetadataHeaders(config.metadataHeaders().orElse(List.of()));
        this.budget = new LogBudget(config.bufferBytes());
        this.meters = new LogMeters(metrics, "mlops.gateway.payload.log", "Payloads");
        metrics.gauge("mlops.gateway.payload.log.buffered.bytes", budget, LogBudget::held);
    }

    void start(@Observes StartupEvent started) {
        writer.start();
    }

    /// Whether payloads of this request are to be told.
    public boolean takes(PredictionRequest asked) {
        PayloadLog wanted = book.spec(asked.deployment()).payloadLog();
        return wanted != null && Sampling.takes(asked.id(), wanted.samplingOrStandard());
    }

    /// For a request that [#takes] says yes to.
    ///
    /// @param sent of these `Ce-Id` is the event's id; without it, the request's is
    public @Nullable PayloadExchange begin(
            PredictionRequest asked, SentHeaders sent, Payload request) {
        PayloadLog wanted = book.spec(asked.deployment()).payloadLog();
        return wanted == null
                ? null
                : new PayloadExchange(
                        this,
                        wanted,
                        asked,
                        router.role(asked.deployment(), asked.version(), asked.stickyKey()),
                        sent.all("Ce-Id").stream().findFirst().orElse(null),
                        metadata.of(sent),
                        request);
    }

    /// Never blocks.
    ///
    /// @param event called at once, and only if there is room
    void offer(int size, int mostBytes, Supplier<PayloadEvent> event) {
        Cause none = size > mostBytes ? Cause.TOO_LARGE : budget.take(size);
        if (none == null) {
            writer.add(event.get());
        } else {
            meters.dropped(none, 1);
        }
    }

    private void tell(PayloadEvent event) {
        int size = event.value().length;
        try {
            KafkaProducer<String, byte[]> producer = kafka.get();
            producer.send(
                    event.toRecord(config.source(), config.namespace(), Instant.now()),
                    (metadata, failure) -> done(size, failure));
        } catch (RuntimeException e) {
            done(size, e);
        }
    }

    private void done(int size, @Nullable Exception failure) {
        budget.giveBack(size);
        if (failure == null) {
            meters.told();
        } else {
            LOG.debugf("not told: %s", failure.getMessage());
            meters.dropped(Cause.of(failure), 1);
        }
    }

    @PreDestroy
    void close() {
        writer.close();
        kafka.close();
    }
}
