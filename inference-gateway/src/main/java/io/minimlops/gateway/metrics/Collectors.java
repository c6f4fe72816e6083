package io.minimlops.gateway.metrics;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;

/// Has every bean that is a collector asked at each scrape, from start to end.
@Startup
@Singleton
public class Collectors {

    private final List<Collector> collectors;
    private final CollectorRegistry registry;

    Collectors(@All List<Collector> collectors, PrometheusMeterRegistry metrics) {
        this.collectors = collectors;
        this.registry = metrics.getPrometheusRegistry();
        collectors.forEach(registry::register);
    }

    @PreDestroy
    void close() {
        collectors.forEach(registry::unregister);
    }
}
