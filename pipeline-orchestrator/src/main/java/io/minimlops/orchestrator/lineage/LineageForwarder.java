package io.minimlops.orchestrator.lineage;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// POSTs committed events to any OpenLineage endpoint, for example Marquez'. Best effort: what
/// finds no place in the queue or no listener is left out, the topic has it.
@ApplicationScoped
class LineageForwarder {

    private static final Logger LOG = Logger.getLogger(LineageForwarder.class);
    private static final int MOST_WAITING = 1000;

    private final Optional<URI> target;
    private final TransactionSynchronizationRegistry transaction;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread sender = Thread.ofVirtual().name("lineage").unstarted(this::send);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    LineageForwarder(
            @ConfigProperty(name = "mlops.orchestrator.lineage.url") Optional<URI> target,
            TransactionSynchronizationRegistry transaction) {
        this.target = target;
        this.transaction = transaction;
    }

    void start(@Observes StartupEvent event) {
        if (target.isPresent()) {
            sender.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        sender.interrupt();
    }

    void afterCommit(byte[] json) {
        if (target.isEmpty()) {
            return;
        }
        transaction.registerInterposedSynchronization(
                new Synchronization() {
                    @Override
                    public void beforeCompletion() {
                        // Nothing to do before the outcome is known.
                    }

                    @Override
                    public void afterCompletion(int status) {
                        if (status == Status.STATUS_COMMITTED && !waiting.offer(json)) {
                            LOG.debug("lineage event left out: too many are waiting");
                        }
                    }
                });
    }

    private void send() {
        try {
            while (true) {
                post(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void post(byte[] json) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(target.orElseThrow())
                        .timeout(Duration.ofSeconds(5))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                        .build();
        try {
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status >= 300) {
                LOG.warnf("lineage endpoint answered %d", status);
            }
        } catch (IOException e) {
            LOG.warnf("lineage endpoint cannot be reached: %s", e.getMessage());
        }
    }
}
