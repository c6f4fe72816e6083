package io.minimlops.registry.contract;

import io.minimlops.registry.TrackerStub;
import io.minimlops.testing.OpenApiContract;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "registry"))
@QuarkusTestResource(TrackerStub.class)
class OpenApiTest {

    @Test
    void theCommittedPromiseIsKept() {
        OpenApiContract.check(RestAssured.port);
    }
}
