package io.minimlops.features.contract;

import io.minimlops.features.Platform;
import io.minimlops.testing.OpenApiContract;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

@Platform
class OpenApiContractTest {

    @Test
    void theServiceKeepsWhatTheCommittedDocumentPromises() {
        OpenApiContract.check(RestAssured.port);
    }
}
