package io.minimlops.tracker.ui;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
@QuarkusTestResource(TestPages.class)
class UiWireTest {

    @TestHTTPResource URI server;

    private static Path put(String name, String content) throws IOException {
        Path file = TestPages.folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void pagesThatArePutThereAppearAtOnce() throws Exception {
        Files.deleteIfExists(TestPages.folder.resolve("index.html"));
        given().get("/")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("./mlops ui"));

        put("index.html", "<title>MLflow</title>");

        given().get("/")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", "no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "SAMEORIGIN")
                .body(equalTo("<title>MLflow</title>"));
    }

    @Test
    void whatIsNamedByItsContentIsKeptByBrowsersAndTheRestIsAskedForAgain() throws Exception {
        put("static/js/main.9479d285.js", "let a");
        put("favicon.ico", "icon");

        given().get("/static-files/static/js/main.9479d285.js")
                .then()
                .statusCode(200)
                .contentType("text/javascript")
                .header("Cache-Control", containsString("immutable"))
                .header("Content-Length", is("5"))
                .header("Last-Modified", notNullValue());
        given().get("/static-files/favicon.ico")
                .then()
                .statusCode(200)
                .contentType("image/x-icon")
                .header("Cache-Control", is("no-cache"));
    }

    @Test
    void whatDidNotChangeIsNotSentAgain() throws Exception {
        put("plain.css", "a {}");
        String tag = given().get("/static-files/plain.css").getHeader("ETag");

        given().header("If-None-Match", tag)
                .get("/static-files/plain.css")
                .then()
                .statusCode(304)
                .header("ETag", is(tag))
                .header("Cache-Control", is("no-cache"));

        put("plain.css", "a {color: red}");

        given().header("If-None-Match", tag)
                .get("/static-files/plain.css")
                .then()
                .statusCode(200)
                .header("ETag", not(is(tag)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static-files/../secret.txt",
                "/static-files/%2e%2e/secret.txt",
                "/static-files/..%2fsecret.txt",
                "/static-files/static/..%2f..%2fsecret.txt",
                "/static-files/%252e%252e/secret.txt",
                "/static-files//etc/passwd",
                "/static-files/%2fetc/passwd",
                "/static-files/%00",
                "/static-files/static",
                "/static-files/link.txt",
                "/static-files/none.js",
                "/static-files/"
            })
    void nothingOutsideTheFolderIsEverSent(String path) throws Exception {
        put("static/some.js", "");
        Path link = TestPages.folder.resolve("link.txt");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, TestPages.folder.resolveSibling("secret.txt"));
        }
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.resolve("/") + path.substring(1)))
                        .timeout(Duration.ofSeconds(10))
                        .build();

        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("secret").doesNotContain("root:");
    }
}
