package io.minimlops.tracker.contract;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What was published stays: calls and their answers may be added, none may go.
@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class OpenApiTest {

    private static final Path PUBLISHED = Path.of("src/test/resources/contract/openapi.json");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void everyPublishedCallIsStillThere() throws IOException {
        String now =
                given().queryParam("format", "json").get("/q/openapi").then().extract().asString();
        if (Boolean.getBoolean("mlops.contract.write")) {
            Files.writeString(PUBLISHED, now);
        }

        JsonNode published = JSON.readTree(Files.readString(PUBLISHED));

        assertThat(parts("", JSON.readTree(now))).containsAll(parts("", published));
    }

    /// Every path, method, parameter, field and type, one line each.
    private static Set<String> parts(String place, JsonNode node) {
        Set<String> parts = new TreeSet<>();
        if (node.isValueNode()) {
            parts.add(place + "=" + node.asText());
        }
        node.forEach(
                element -> {
                    if (node.isArray()) {
                        parts.addAll(parts(place + "/" + element.path("name").asText(), element));
                    }
                });
        for (var field : node.properties()) {
            if (!Set.of("description", "summary", "version", "tags").contains(field.getKey())) {
                parts.addAll(parts(place + "/" + field.getKey(), field.getValue()));
            }
        }
        return parts;
    }
}
