package io.minimlops.orchestrator;

import io.minimlops.testing.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> houseRules() {
        return HouseRules.of("io.minimlops.orchestrator")
                .withoutFramework(
                        "evaluation",
                        "gate",
                        "drift",
                        "canary",
                        "run.RunProgress",
                        "run.RetryPolicy",
                        "pipeline.PipelineRules",
                        "pipeline.References",
                        "pipeline.TimeExpression",
                        "monitor.WindowPlan",
                        "lineage.OpenLineage")
                .tests();
    }
}
