package io.minimlops.features;

import io.minimlops.testing.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> houseRules() {
        return HouseRules.of("io.minimlops.features")
                .withoutFramework(
                        "definition.ChangeRules",
                        "definition.Consistency",
                        "definition.Definition",
                        "definition.Definitions",
                        "definition.DefinitionDocument",
                        "online.EntityKey",
                        "online.OnlineRow",
                        "push.Cells",
                        "push.Frame",
                        "push.ViewRows",
                        "trainingset.PointInTimeJoin",
                        "trainingset.TrainingSetPlan",
                        "trainingset.TrainingSetPlanner")
                .tests();
    }
}
