package io.minimlops.tracker.exercise;

import io.minimlops.testing.ExercisePage;
import io.minimlops.testing.PageRun;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Carries out the page that learners read.
@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class TrackingExerciseTest {

    private static final Path PAGE = Path.of("../exercises/10.2-tracking.md");

    @TestHTTPResource String tracker;

    @Test
    void everyStepOfThePageDoesWhatThePageSays() {
        String url = tracker.endsWith("/") ? tracker.substring(0, tracker.length() - 1) : tracker;

        new PageRun(ExercisePage.read(PAGE), Map.of("TRACKER", url))
                .check("curl", "awk", "grep", "sed", "cut", "md5sum", "paste", "cmp");
    }
}
