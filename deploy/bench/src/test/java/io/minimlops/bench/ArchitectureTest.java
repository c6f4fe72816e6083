package io.minimlops.bench;

import io.minimlops.testing.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> houseRules() {
        return HouseRules.of("io.minimlops.bench").withoutFramework("load", "report").tests();
    }
}
