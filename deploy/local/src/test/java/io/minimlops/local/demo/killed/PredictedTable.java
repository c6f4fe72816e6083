package io.minimlops.local.demo.killed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.local.part.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;

/// A table of numbered rows in the store and the batch job that predicts it; some rows cannot be
/// predicted.
final class PredictedTable {

    private static final int ROWS = 60_000;
    private static final int BAD_EVERY = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PatientHttp http;
    private final TwoVersions model;
    private final String job;

    PredictedTable(PatientHttp http, TwoVersions model, int portOffset)
            throws IOException, InterruptedException {
        this.http = http;
        this.model = model;
        StringBuilder csv = new StringBuilder("id,a,b\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append(i).append(',').append(i % BAD_EVERY == 7 ? "x" : i % 2).append(",0\n");
        }
        http.write(model.artifact(model.folder() + "/in.csv"), csv.toString().getBytes(UTF_8));
        String jobs = Part.INFERENCE_GATEWAY.address(portOffset) + "/api/v1/batch-jobs";
        String id =
                http.send(
                                "POST",
                                jobs,
                                """
                                {"deployment":"%s","columns":{"input":["a","b"]},"idColumn":"id",
                                 "input":{"bucket":"mlops-artifacts","key":"%s/in.csv","format":"csv"},
                                 "output":{"bucket":"mlops-artifacts","prefix":"%s/out"},
                                 "rowsPerPart":2000,"maxRowsPerSecond":8000}"""
                                        .formatted(model.name(), model.folder(), model.folder()))
                        .path("id")
                        .asText();
        this.job = jobs + "/" + id;
    }

    boolean isUnderWay() throws IOException, InterruptedException {
        JsonNode view = http.get(job);
        return view.path("state").asText().equals("RUNNING")
                && view.at("/progress/parts").asInt() > 0;
    }

    /// Waits for the job's end and reads what it wrote.
    ///
    /// @param directory for the files
    void hasEachRowOnce(Path directory) throws Exception {
        Awaitility.await("the end of the job")
                .atMost(PATIENCE)
                .until(() -> http.get(job).path("state").asText(), "SUCCEEDED"::equals);
        Path parts = fetched("out", directory.resolve("parts"));
        Path errors = fetched("out/_errors", directory.resolve("errors"));
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            int bad = ROWS / BAD_EVERY;
            assertThat(
                            counts(
                                    statement,
                                    parts,
                                    "abs(probability - (1 / (1 + exp(2 - 4 * (id::bigint % 2))))) > 1e-6"))
                    .isEqualTo("%d rows, %d ids, 0 wrong".formatted(ROWS - bad, ROWS - bad));
            assertThat(counts(statement, errors, "id::bigint %% %d <> 7".formatted(BAD_EVERY)))
                    .isEqualTo("%d rows, %d ids, 0 wrong".formatted(bad, bad));
        }
    }

    private static String counts(Statement duck, Path files, String wrong) throws SQLException {
        String question =
                "SELECT count(*), count(DISTINCT id), count(*) FILTER (%s OR id::bigint <> row_number) FROM '%s/*.parquet'"
                        .formatted(wrong, files);
        try (ResultSet answer = duck.executeQuery(question)) {
            answer.next();
            return "%d rows, %d ids, %d wrong"
                    .formatted(answer.getLong(1), answer.getLong(2), answer.getLong(3));
        }
    }

    private Path fetched(String below, Path into) throws IOException, InterruptedException {
        Files.createDirectories(into);
        String folder = model.folder() + "/" + below;
        for (JsonNode file : http.get(model.listing(folder)).path("files")) {
            String path = file.path("path").asText();
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (name.endsWith(".parquet")) {
                Files.write(into.resolve(name), http.read(model.artifact(folder + "/" + name)));
            }
        }
        return into;
    }
}
