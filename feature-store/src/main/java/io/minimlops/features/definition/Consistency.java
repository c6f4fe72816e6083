package io.minimlops.features.definition;

import io.minimlops.features.definition.Definition.Entity;
import io.minimlops.features.definition.Definition.Feature;
import io.minimlops.features.definition.Definition.FeatureService;
import io.minimlops.features.definition.Definition.FeatureView;
import io.minimlops.features.definition.Definition.Kind;
import io.minimlops.features.definition.Definition.Source;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether definitions fit together: every name that is used exists, and types agree.
final class Consistency {

    private final Map<String, Entity> entities;
    private final Map<String, Source> sources;
    private final Map<String, FeatureView> views;
    private final DefinitionDocument document;
    private final List<Violation> violations = new ArrayList<>();

    private Consistency(List<Definition> all, DefinitionDocument document) {
        Definitions definitions = Definitions.of(0, all);
        this.entities = definitions.entities();
        this.sources = definitions.sources();
        this.views = definitions.featureViews();
        this.document = document;
    }

    /// @throws ProblemException 422 naming everything that does not fit
    static void check(List<Definition> all, DefinitionDocument document) {
        Consistency check = new Consistency(all, document);
        check.namesAreUnique(all);
        for (Definition definition : all) {
            switch (definition) {
                case Entity _ -> {}
                case Source source -> check.source(source);
                case FeatureView view -> check.view(view);
                case FeatureService service -> check.service(service);
            }
        }
        if (!check.violations.isEmpty()) {
            throw new ProblemException(
                    new Problem.Invalid("the definitions do not fit together", check.violations));
        }
    }

    /// Views are told apart without regard to case, since tools that read them do not regard it.
    private void namesAreUnique(List<Definition> all) {
        Set<String> given = new HashSet<>();
        for (Definition definition : document.definitions()) {
            if (!given.add(definition.kind() + "/" + definition.name())) {
                wrong(definition, "", "is declared twice");
            }
        }
        Set<String> lower = new HashSet<>();
        for (Definition definition : all) {
            String name = definition.name().toLowerCase(Locale.ROOT);
            if (!lower.add(definition.kind() + "/" + name)) {
                wrong(definition, "", "another name differs in case only");
            }
        }
    }

    private void source(Source source) {
        Set<String> lower = new HashSet<>();
        for (String column : source.allColumns().keySet()) {
            if (!lower.add(column.toLowerCase(Locale.ROOT))) {
                wrong(source, "columns/" + column, "another column differs in case only");
            }
        }
        isTimestamp(source, source.timestampField());
        if (source.createdTimestampField() != null) {
            isTimestamp(source, source.createdTimestampField());
            if (source.createdTimestampField().equals(source.timestampField())) {
                wrong(source, "createdTimestampField", "is the timestampField");
            }
        }
    }

    private void isTimestamp(Source source, String column) {
        ValueType type = source.allColumns().get(column);
        if (type != ValueType.UNIX_TIMESTAMP) {
            wrong(source, "columns/" + column, "is a time and must be UNIX_TIMESTAMP, not " + type);
        }
    }

    private void view(FeatureView view) {
        Source source = sources.get(view.source());
        if (source == null) {
            wrong(view, "source", "there is no source '" + view.source() + "'");
            return;
        }
        Set<String> keys = new HashSet<>();
        for (String name : view.entities()) {
            Entity entity = entities.get(name);
            if (entity == null) {
                wrong(view, "entities", "there is no entity '" + name + "'");
            } else {
                hasColumn(view, source, "entities/" + name, entity.joinKey(), entity.valueType());
                if (!keys.add(entity.joinKey())) {
                    wrong(view, "entities/" + name, "join key is used twice");
                }
            }
        }
        Set<String> names = new HashSet<>();
        for (Feature feature : view.features()) {
            String place = "features/" + feature.name();
            hasColumn(view, source, place, feature.name(), feature.valueType());
            if (keys.contains(feature.name()) || !names.add(feature.name())) {
                wrong(view, place, "is a join key or declared twice");
            }
        }
    }

    private void hasColumn(
            FeatureView view, Source source, String place, String column, ValueType type) {
        ValueType actual = source.allColumns().get(column);
        if (actual == null) {
            wrong(view, place, "source '%s' has no column '%s'".formatted(source.name(), column));
        } else if (actual != type) {
            wrong(
                    view,
                    place,
                    "is %s, but column '%s' of source '%s' is %s"
                            .formatted(type, column, source.name(), actual));
        }
    }

    private void service(FeatureService service) {
        for (String reference : service.features()) {
            String[] parts = reference.split(":", 2);
            FeatureView view = views.get(parts[0]);
            if (view == null) {
                wrong(service, "features", "there is no feature view '" + parts[0] + "'");
            } else if (parts.length == 2 && view.feature(parts[1]) == null) {
                wrong(
                        service,
                        "features",
                        "view '%s' has no feature '%s'".formatted(parts[0], parts[1]));
            }
        }
    }

    private void wrong(Definition definition, @Nullable String field, String message) {
        Kind kind = definition.kind();
        violations.add(
                new Violation(
                        "/" + kind.section() + "/" + definition.name() + "/" + field, message));
    }
}
