package io.minimlops.registry;

import io.minimlops.testing.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> houseRules() {
        return HouseRules.of("io.minimlops.registry")
                .withoutFramework(
                        "alias.AliasTrail",
                        "alias.AliasName",
                        "model.ModelName",
                        "model.TagRules",
                        "version.Manifest",
                        "version.ModelSource",
                        "version.SourcePath",
                        "version.Stage",
                        "search.FilterParser",
                        "search.SqlFilter",
                        "search.OrderBy",
                        "search.PageToken")
                .tests();
    }
}
