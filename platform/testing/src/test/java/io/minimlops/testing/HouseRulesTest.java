package io.minimlops.testing;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HouseRulesTest {

    @TestFactory
    Stream<DynamicTest> thisModuleKeepsThemItself() {
        return HouseRules.of("io.minimlops.testing").withoutFramework("OpenApiChange").tests();
    }
}
