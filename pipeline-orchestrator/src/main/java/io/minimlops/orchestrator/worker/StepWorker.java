package io.minimlops.orchestrator.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.minimlops.orchestrator.run.RunLedger;
import io.minimlops.orchestrator.run.StepQueue;
import io.minimlops.orchestrator.run.StepQueue.Worker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The worker of this process.
@ApplicationScoped
class StepWorker {

    private final WorkerLoop loop;
    private final Thread thread;
    private final MeterRegistry meters;

    StepWorker(
            WorkerConfig config,
            @ConfigProperty(name = "quarkus.http.port") int port,
            StepQueue queue,
            RunLedger ledger,
            AttemptRunner runner,
            DataSource database,
            MeterRegistry meters) {
        String name = config.name().orElseGet(() -> host() + ":" + port);
        this.loop =
                new WorkerLoop(
                        new Worker(name, UUID.randomUUID().toString()),
                        config.slots(),
                        config.lease(),
                        queue,
                        ledger,
                        runner,
                        new Doorbell(database, name));
        this.thread = Thread.ofPlatform().daemon().name("worker").unstarted(loop::run);
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("orchestrator.steps.at.work", loop, WorkerLoop::atWork)
                .description("Steps this replica works on")
                .register(meters);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
        thread.interrupt();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
