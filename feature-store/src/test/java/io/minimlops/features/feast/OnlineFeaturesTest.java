package io.minimlops.features.feast;

import static io.minimlops.features.Project.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.features.Platform;
import io.minimlops.features.Project;
import org.junit.jupiter.api.Test;

@Platform
class OnlineFeaturesTest {

    @Test
    void pushedRowsAreReadInRequestOrderWithDuplicatesAndGaps() {
        // Given
        Project project = Project.applied();
        project.push(
                        "online",
                        """
                        {"origin": ["ORD", "SFO"], "share": [0.25, null], "flights": [4, 0],
                         "event_timestamp": ["2001-01-02T10:00:00Z", "2001-01-02 10:00:00.5"],
                         "created": [null, null]}""")
                .statusCode(200);

        // When
        String answer =
                post(
                                "/get-online-features",
                                """
                                {"entities": {"origin": ["SFO", "ORD", "LGA", "SFO", null]},
                                 "features": ["%1$s:flights", "%1$s:share"],
                                 "event_time": "2001-01-02T12:00:00Z"}"""
                                        .formatted(project.view()))
                        .statusCode(200)
                        .extract()
                        .asString();

        // Then
        assertThat(answer)
                .isEqualTo(
                        """
                        {"results":[\
                        {"values":["SFO","ORD","LGA","SFO",null],\
                        "statuses":["PRESENT","PRESENT","PRESENT","PRESENT","PRESENT"],\
                        "event_timestamps":["1970-01-01T00:00:00Z","1970-01-01T00:00:00Z",\
                        "1970-01-01T00:00:00Z","1970-01-01T00:00:00Z","1970-01-01T00:00:00Z"]},\
                        {"values":[0,4,null,0,null],\
                        "statuses":["PRESENT","PRESENT","NOT_FOUND","PRESENT","NOT_FOUND"],\
                        "event_timestamps":["2001-01-02T10:00:00.500Z","2001-01-02T10:00:00Z",\
                        "1970-01-01T00:00:00Z","2001-01-02T10:00:00.500Z","1970-01-01T00:00:00Z"]},\
                        {"values":[null,0.25,null,null,null],\
                        "statuses":["NULL_VALUE","PRESENT","NOT_FOUND","NULL_VALUE","NOT_FOUND"],\
                        "event_timestamps":["2001-01-02T10:00:00.500Z","2001-01-02T10:00:00Z",\
                        "1970-01-01T00:00:00Z","2001-01-02T10:00:00.500Z","1970-01-01T00:00:00Z"]}\
                        ],"metadata":{"feature_names":["origin","flights","share"]}}""");
    }
}
