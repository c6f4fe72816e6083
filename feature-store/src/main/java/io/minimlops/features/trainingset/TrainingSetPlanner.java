package io.minimlops.features.trainingset;

import io.minimlops.features.definition.Definition.FeatureService;
import io.minimlops.features.definition.Definition.JoinKey;
import io.minimlops.features.definition.Definition.Projection;
import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.definition.Definitions;
import io.minimlops.features.definition.ValueType;
import io.minimlops.features.offline.EventTime;
import io.minimlops.features.trainingset.TrainingSetPlan.Column;
import io.minimlops.features.trainingset.TrainingSetPlan.Spine;
import io.minimlops.features.trainingset.TrainingSetPlan.ViewPlan;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Makes a plan of a request: pure, from the definitions in force.
final class TrainingSetPlanner {

    private final Definitions definitions;
    private final List<Violation> violations = new ArrayList<>();

    TrainingSetPlanner(Definitions definitions) {
        this.definitions = definitions;
    }

    /// @param snapshotOf the newest snapshot of a source
    /// @throws ProblemException 404 for an unknown service or source, 422 naming what is wrong
    TrainingSetPlan plan(BuildTrainingSet request, ToLongFunction<Source> snapshotOf) {
        String name = required("/name", request.name());
        String serviceName = required("/featureService", request.featureService());
        BuildTrainingSet.Spine wanted = required("/spine", request.spine());
        String sourceName = required("/spine/source", wanted.source());
        FeatureService service =
                found("feature service", serviceName, definitions.featureServices());
        Source source = found("source", sourceName, definitions.sources());
        List<Projection> projections = definitions.projections(service);
        Spine spine = spine(wanted, source, keys(projections, source));
        List<ViewPlan> views = projections.stream().map(this::view).toList();
        refuseViolations();
        TrainingSetPlan unpinned =
                new TrainingSetPlan(
                        name, serviceName, spine, views, request.filterByCreated(), Map.of());
        refuseClashes(unpinned);
        Map<String, Long> snapshots = new LinkedHashMap<>();
        unpinned.sources().forEach((id, read) -> snapshots.put(id, snapshotOf.applyAsLong(read)));
        return new TrainingSetPlan(
                name, serviceName, spine, views, request.filterByCreated(), snapshots);
    }

    private <T> T required(String at, @Nullable T value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            violations.add(new Violation(at, "is missing"));
            refuseViolations();
        }
        return Objects.requireNonNull(value);
    }

    private static <D> D found(String kind, String name, Map<String, D> definitions) {
        D definition = definitions.get(name);
        if (definition == null) {
            throw new ProblemException(new Problem.NotFound(kind, name));
        }
        return definition;
    }

    private List<JoinKey> keys(List<Projection> projections, Source source) {
        List<JoinKey> keys =
                projections.stream()
                        .flatMap(projection -> definitions.joinKeys(projection.view()).stream())
                        .distinct()
                        .toList();
        for (JoinKey key : keys) {
            ValueType actual = source.allColumns().get(key.name());
            if (actual != key.valueType()) {
                violations.add(
                        new Violation(
                                "/spine/source",
                                "source '%s' needs the join key '%s' of type %s, it has %s"
                                        .formatted(
                                                source.name(),
                                                key.name(),
                                                key.valueType(),
                                                actual == null ? "no such column" : actual)));
            }
        }
        return keys;
    }

    private Spine spine(BuildTrainingSet.Spine wanted, Source source, List<JoinKey> keys) {
        var start = required("/spine/start", wanted.start());
        var end = required("/spine/end", wanted.end());
        if (!start.isBefore(end)) {
            violations.add(new Violation("/spine/end", "is not after start"));
        }
        if (!EventTime.isSane(start) || !EventTime.isSane(end)) {
            violations.add(new Violation("/spine", EventTime.RULE));
        }
        List<Column> keyColumns =
                keys.stream().map(key -> new Column(key.name(), key.valueType())).toList();
        List<Column> columns = new ArrayList<>();
        List<String> listed = Objects.requireNonNullElse(wanted.columns(), List.of());
        for (String name : listed) {
            Column column = column(source, "/spine/columns", name);
            boolean isThere =
                    keyColumns.stream().anyMatch(key -> key.name().equals(name))
                            || name.equals(source.timestampField());
            if (name.equals(wanted.label())) {
                violations.add(new Violation("/spine/columns", "the label is no column"));
            } else if (columns.contains(column)) {
                violations.add(new Violation("/spine/columns", "'" + name + "' is listed twice"));
            } else if (!isThere) {
                columns.add(column);
            }
        }
        Column label =
                wanted.label() == null ? null : column(source, "/spine/label", wanted.label());
        List<String> order = List.copyOf(source.allColumns().keySet());
        return new Spine(source, start, end, keyColumns, columns, label, order);
    }

    private Column column(Source source, String at, @Nullable String name) {
        ValueType type = name == null ? null : source.allColumns().get(name);
        if (name == null || type == null) {
            violations.add(
                    new Violation(
                            at, "source '%s' has no column '%s'".formatted(source.name(), name)));
            return new Column(String.valueOf(name), ValueType.STRING);
        }
        return new Column(name, type);
    }

    private ViewPlan view(Projection projection) {
        Source source =
                Objects.requireNonNull(definitions.sources().get(projection.view().source()));
        return new ViewPlan(
                projection.view().name(),
                source,
                definitions.joinKeys(projection.view()).stream().map(JoinKey::name).toList(),
                projection.view().ttl(),
                projection.features());
    }

    private void refuseClashes(TrainingSetPlan plan) {
        Map<String, Integer> uses = new LinkedHashMap<>();
        plan.output()
                .forEach(
                        column ->
                                uses.merge(
                                        column.name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        uses.forEach(
                (column, count) -> {
                    if (count > 1) {
                        violations.add(
                                new Violation("/spine/columns", "'" + column + "' comes twice"));
                    }
                });
        refuseViolations();
    }

    private void refuseViolations() {
        if (!violations.isEmpty()) {
            throw new ProblemException(
                    new Problem.Invalid("the training set cannot be built", violations));
        }
    }
}
