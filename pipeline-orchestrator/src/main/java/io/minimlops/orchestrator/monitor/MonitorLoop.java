package io.minimlops.orchestrator.monitor;

import io.minimlops.problem.ProblemException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Evaluates and judges whenever something came in. What waits for a peer is tried again soon.
@ApplicationScoped
class MonitorLoop {

    private static final Logger LOG = Logger.getLogger(MonitorLoop.class);

    /// Another replica may have taken events in; also the pause while a peer is away.
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final MonitorTable monitors;
    private final WindowEvaluator evaluator;
    private final CanaryJudge judge;
    private final MonitorBell bell;
    private final Thread thread = Thread.ofPlatform().daemon().name("monitor").unstarted(this::run);
    private volatile boolean stopping;

    MonitorLoop(
            MonitorTable monitors, WindowEvaluator evaluator, CanaryJudge judge, MonitorBell bell) {
        this.monitors = monitors;
        this.evaluator = evaluator;
        this.judge = judge;
        this.bell = bell;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        thread.interrupt();
    }

    private void run() {
        while (!stopping) {
            try {
                turn();
                bell.await(LOOK);
            } catch (InterruptedException e) {
                stopping = true;
            }
        }
    }

    private void turn() {
        try {
            monitors.all().forEach(this::evaluate);
            judge.lookAtAll();
        } catch (RuntimeException e) {
            tell(e);
        }
    }

    private void evaluate(StoredMonitor monitor) {
        try {
            evaluator.evaluateComplete(monitor.name());
            if (monitor.waitingFor() != null) {
                monitors.waitsFor(monitor.name(), null);
            }
        } catch (RuntimeException e) {
            monitors.waitsFor(monitor.name(), String.valueOf(e.getMessage()));
            tell(e);
        }
    }

    private void tell(RuntimeException failure) {
        if (stopping) {
            return;
        }
        if (failure instanceof ProblemException) {
            LOG.warnf("waits: %s", failure.getMessage());
        } else {
            LOG.warn("waits", failure);
        }
    }
}
