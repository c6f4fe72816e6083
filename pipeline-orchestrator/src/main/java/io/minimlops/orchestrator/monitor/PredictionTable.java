package io.minimlops.orchestrator.monitor;

import io.minimlops.events.FeedbackEvent.Label;
import io.minimlops.events.InferenceEvent.PredictionsServed;
import io.minimlops.events.InferenceEvent.Row;
import io.minimlops.orchestrator.monitor.WindowPlan.Window;
import io.minimlops.orchestrator.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Predictions and labels, one row each, however often they are told.
@ApplicationScoped
class PredictionTable {

    private static final String SHADOW = "shadow";

    private final Sql sql;

    PredictionTable(Sql sql) {
        this.sql = sql;
    }

    /// Oldest and newest event time of a model's predictions.
    record Progress(Instant first, Instant last) {}

    /// @param columns names, the order of `features`
    record Served(List<String> columns, @Nullable Float[] features, double prediction) {}

    /// @param requests all of the arm's predictions, labelled or not
    record LabelledArm(List<Float> predictions, List<Float> labels, long requests) {}

    void insert(Collection<PredictionsServed> served) {
        List<PredictionsServed> counted =
                served.stream()
                        .filter(s -> !s.role().equals(SHADOW) && !s.rows().isEmpty())
                        .toList();
        if (counted.isEmpty()) {
            return;
        }
        Columns columns = new Columns();
        counted.forEach(event -> event.rows().forEach(row -> columns.add(event, row)));
        sql.update(
                """
                insert into prediction (model, id, version, role, event_time, served_at, features, prediction)
                select model, id, version, role, event_time::timestamptz, served_at::timestamptz, features::real[], prediction
                from unnest(?, ?, ?, ?, ?, ?, ?, ?)
                     as t(model, id, version, role, event_time, served_at, features, prediction)
                on conflict do nothing
                """,
                columns.values());
        modelsOf(counted);
    }

    /// In a fixed order, so that two replicas cannot deadlock here.
    private void modelsOf(List<PredictionsServed> served) {
        Map<ModelVersion, List<PredictionsServed>> byVersion =
                served.stream()
                        .collect(
                                Collectors.groupingBy(
                                        s -> new ModelVersion(s.model(), s.version()),
                                        () -> new TreeMap<>(ModelVersion.ORDER),
                                        Collectors.toList()));
        byVersion.forEach(this::note);
    }

    private record ModelVersion(String model, String version) {
        static final Comparator<ModelVersion> ORDER =
                Comparator.comparing(ModelVersion::model).thenComparing(ModelVersion::version);
    }

    private void note(ModelVersion which, List<PredictionsServed> served) {
        sql.update(
                "insert into model_columns (model, version, columns) values (?, ?, ?) on conflict do"
                        + " nothing",
                which.model(),
                which.version(),
                served.getFirst().columns().toArray(String[]::new));
        List<Instant> times = served.stream().map(PredictionsServed::eventTime).sorted().toList();
        sql.update(
                """
                insert into model_progress (model, first_event_time, last_event_time) values (?, ?, ?)
                on conflict (model) do update set
                    first_event_time = least(model_progress.first_event_time, excluded.first_event_time),
                    last_event_time = greatest(model_progress.last_event_time, excluded.last_event_time)
                """,
                which.model(),
                times.getFirst(),
                times.getLast());
    }

    /// A label told again replaces the earlier one: it was corrected.
    void label(String model, Collection<Label> labels) {
        Map<String, Label> newest = new LinkedHashMap<>();
        labels.forEach(label -> newest.put(label.predictionId(), label));
        sql.update(
                """
                insert into label (model, prediction_id, label, event_time)
                select ?, id, label, event_time::timestamptz
                from unnest(?, ?, ?) as t(id, label, event_time) order by id
                on conflict (model, prediction_id) do update set label = excluded.label, event_time = excluded.event_time
                """,
                model,
                newest.keySet().toArray(String[]::new),
                newest.values().stream().map(Label::label).toArray(Double[]::new),
                newest.values().stream().map(l -> l.eventTime().toString()).toArray(String[]::new));
    }

    Optional<Progress> progress(String model) {
        return sql.first(
                "select first_event_time, last_event_time from model_progress where model = ?",
                row -> new Progress(row.time("first_event_time"), row.time("last_event_time")),
                model);
    }

    /// Event time of the oldest prediction that is not before a time.
    Optional<Instant> firstFrom(String model, Instant from) {
        return sql.first(
                "select event_time from prediction where model = ? and event_time >= ? order by event_time limit 1",
                row -> row.time("event_time"),
                model,
                from);
    }

    List<Served> in(String model, Window window) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        sql.list(
                        "select version, columns from model_columns where model = ?",
                        row -> Map.entry(row.text("version"), row.texts("columns")),
                        model)
                .forEach(entry -> columns.put(entry.getKey(), entry.getValue()));
        return sql.list(
                """
                select version, features, prediction from prediction
                where model = ? and event_time >= ? and event_time < ?
                """,
                row ->
                        new Served(
                                columns.getOrDefault(row.text("version"), List.of()),
                                row.reals("features"),
                                row.real("prediction")),
                model,
                window.start(),
                window.end());
    }

    /// What an arm answered since a canary began, joined with the labels that are known by now.
    LabelledArm arm(String model, String role, @Nullable String version, Instant since) {
        List<Float> predictions = new ArrayList<>();
        List<Float> labels = new ArrayList<>();
        String where =
                " where p.model = ? and p.role = ? and p.served_at >= ?"
                        + (version == null ? "" : " and p.version = ?");
        @Nullable Object[] values =
                version == null
                        ? new Object[] {model, role, since}
                        : new Object[] {model, role, since, version};
        sql.list(
                "select p.prediction, l.label from prediction p"
                        + " join label l on l.model = p.model and l.prediction_id = p.id"
                        + where,
                row -> {
                    predictions.add((float) row.real("prediction"));
                    return labels.add((float) row.real("label"));
                },
                values);
        return new LabelledArm(
                predictions,
                labels,
                sql.number("select count(*) from prediction p" + where, values));
    }

    /// The version that answers as champion lately.
    Optional<String> championVersion(String model, Instant since) {
        return sql.first(
                """
                select version from prediction where model = ? and role = 'champion' and served_at >= ?
                order by served_at desc limit 1
                """,
                row -> row.text("version"),
                model,
                since);
    }

    /// Parallel arrays: one statement and one round trip for a whole batch.
    private static final class Columns {

        private final List<String> models = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private final List<String> versions = new ArrayList<>();
        private final List<String> roles = new ArrayList<>();
        private final List<String> eventTimes = new ArrayList<>();
        private final List<String> servedTimes = new ArrayList<>();
        private final List<String> features = new ArrayList<>();
        private final List<Double> predictions = new ArrayList<>();

        void add(PredictionsServed event, Row row) {
            models.add(event.model());
            ids.add(row.predictionId());
            versions.add(event.version());
            roles.add(event.role());
            eventTimes.add(event.eventTime().toString());
            servedTimes.add(event.servedAt().toString());
            features.add(array(row.features()));
            predictions.add(row.prediction());
        }

        @Nullable Object[] values() {
            return new Object[] {
                texts(models),
                texts(ids),
                texts(versions),
                texts(roles),
                texts(eventTimes),
                texts(servedTimes),
                texts(features),
                predictions.toArray(Double[]::new)
            };
        }

        private static String[] texts(List<String> values) {
            return values.toArray(String[]::new);
        }

        private static String array(List<@Nullable Double> values) {
            return values.stream()
                    .map(v -> v == null ? "NULL" : Float.toString(v.floatValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
    }
}
