package io.minimlops.local;

import io.minimlops.testing.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> houseRules() {
        return HouseRules.of("io.minimlops.local").withoutFramework("supervisor.Life").tests();
    }
}
