package io.minimlops.gateway.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.minimlops.gateway.metrics.Families.Labels;
import io.prometheus.client.Collector;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.util.List;

/// The machine's processors and memory, or the container's.
@Singleton
public class MachineMetrics extends Collector {

    private final OperatingSystemMXBean machine =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    @Override
    public List<MetricFamilySamples> collect() {
        Families families = new Families();
        long total = machine.getTotalMemorySize();
        families.gauge("nv_cpu_utilization", Labels.NONE, Math.max(0, machine.getCpuLoad()));
        families.gauge("nv_cpu_memory_total_bytes", Labels.NONE, total);
        families.gauge(
                "nv_cpu_memory_used_bytes", Labels.NONE, total - machine.getFreeMemorySize());
        return families.all();
    }
}
