package io.minimlops.gateway.deployment;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.TreeSet;

/// Exports what share of its deployment's traffic each arm has, as it is when asked: a canary's, a
/// rollout's and a bandit's shares move by themselves. A deployment that is not in memory has none.
@Singleton
public class ArmWeights extends Collector {

    private final Fleet fleet;

    ArmWeights(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily weights =
                new GaugeMetricFamily(
                        "mlops_gateway_arm_weight",
                        "Percent of a deployment's traffic that an arm has",
                        List.of("deployment", "arm", "version"));
        for (String name : new TreeSet<>(fleet.held())) {
            for (Arms.Share share : fleet.arms(name).shares()) {
                weights.addMetric(
                        List.of(name, share.arm().role().word(), share.arm().version()),
                        share.percent());
            }
        }
        return List.of(weights);
    }
}
