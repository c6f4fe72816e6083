package io.minimlops.features;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import java.util.concurrent.atomic.AtomicInteger;

/// A project of one test, all of whose names are its own: the departures of a few flights, and
/// what was known of their origins.
public record Project(String id) {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /// A new project with its definitions applied.
    public static Project applied() {
        Project project = named();
        project.apply(project.definitions()).statusCode(200);
        return project;
    }

    public static Project named() {
        return new Project("p" + COUNT.incrementAndGet());
    }

    public String flights() {
        return id + "_flights";
    }

    public String stats() {
        return id + "_stats";
    }

    public String view() {
        return id + "_delays";
    }

    public String pushSource() {
        return id + "_delays_push";
    }

    public String service() {
        return id + "_service";
    }

    public String definitions() {
        return """
        project: %1$s
        entities:
          - {name: %1$s_origin, joinKey: origin, valueType: STRING}
        sources:
          - name: %1$s_flights
            timestampField: event_timestamp
            columns: {flight_id: INT64, origin: STRING, hour: INT64, late: INT64}
          - name: %1$s_stats
            timestampField: event_timestamp
            createdTimestampField: created
            columns: {origin: STRING, share: DOUBLE, flights: INT64}
        featureViews:
          - name: %1$s_delays
            entities: [%1$s_origin]
            source: %1$s_stats
            pushSource: %1$s_delays_push
            ttl: PT24H
            onlineTtl: flag
            features: [{name: share, valueType: DOUBLE}, {name: flights, valueType: INT64}]
        featureServices:
          - {name: %1$s_service, features: [%1$s_delays]}
        """
                .formatted(id);
    }

    public ValidatableResponse apply(String yaml) {
        return given().contentType("application/yaml")
                .body(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/v1/definitions")
                .then();
    }

    public ValidatableResponse uploadCsv(String source, String csv) {
        return given().contentType("text/csv")
                .body(csv.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/v1/sources/{source}/data", source)
                .then();
    }

    public ValidatableResponse push(String to, String columns) {
        return post(
                "/push",
                """
                {"push_source_name": "%s", "to": "%s", "df": %s}"""
                        .formatted(pushSource(), to, columns));
    }

    public static ValidatableResponse post(String path, String json) {
        return given().contentType("application/json").body(json).post(path).then();
    }

    public String trainingSet(String start, String end) {
        return """
        {"name": "%1$s", "featureService": "%1$s_service",
         "spine": {"source": "%1$s_flights", "start": "%2$s", "end": "%3$s",
                   "columns": ["flight_id", "hour"], "label": "late"}}"""
                .formatted(id, start, end);
    }
}
