package io.minimlops.features.definition;

import io.minimlops.features.definition.Definition.Change;
import io.minimlops.features.definition.Definition.Entity;
import io.minimlops.features.definition.Definition.FeatureService;
import io.minimlops.features.definition.Definition.FeatureView;
import io.minimlops.features.definition.Definition.Source;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What may change: pure, present definitions and a document in, the next definitions out.
///
/// Stored data outlives a definition, so a change that stored rows cannot follow is refused.
final class ChangeRules {

    /// @param next present definitions with the document's in place
    /// @param changed the document's definitions that differ from the present ones
    record Outcome(Definitions next, List<Definition> changed, List<Change> changes) {}

    private ChangeRules() {}

    /// @throws ProblemException 409 for a change that stored data cannot follow, 422 for
    /// definitions that do not fit together
    static Outcome apply(Definitions present, DefinitionDocument document) {
        Map<String, Definition> next = new LinkedHashMap<>();
        present.all().forEach(definition -> next.put(id(definition), definition));
        List<Definition> changed = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (Definition wanted : document.definitions()) {
            Definition old = present.find(wanted.kind(), wanted.name());
            if (old != null) {
                refuseLossyChange(old, wanted);
            }
            next.put(id(wanted), wanted);
            String change = old == null ? "created" : old.equals(wanted) ? "unchanged" : "updated";
            if (!change.equals("unchanged")) {
                changed.add(wanted);
            }
            changes.add(new Change(wanted.kind().label(), wanted.name(), change));
        }
        List<Definition> all = List.copyOf(next.values());
        Consistency.check(all, document);
        return new Outcome(Definitions.of(present.version() + 1, all), changed, changes);
    }

    private static String id(Definition definition) {
        return definition.kind() + "/" + definition.name();
    }

    private static void refuseLossyChange(Definition old, Definition wanted) {
        if (!old.project().equals(wanted.project())) {
            throw conflict(
                    "name-taken",
                    wanted,
                    "belongs to project '%s' already; names are unique across projects"
                            .formatted(old.project()));
        }
        switch (wanted) {
            case Entity entity -> refuseEntityChange((Entity) old, entity);
            case Source source -> refuseSourceChange((Source) old, source);
            case FeatureView view -> refuseViewChange((FeatureView) old, view);
            case FeatureService _ -> {}
        }
    }

    private static void refuseEntityChange(Entity old, Entity wanted) {
        if (!old.equals(wanted)) {
            throw incompatible(
                    wanted, "its join key and type cannot change: stored keys are made of them");
        }
    }

    private static void refuseSourceChange(Source old, Source wanted) {
        requireSame(wanted, "timestampField", old.timestampField(), wanted.timestampField());
        if (old.createdTimestampField() != null) {
            requireSame(
                    wanted,
                    "createdTimestampField",
                    old.createdTimestampField(),
                    wanted.createdTimestampField());
        }
        Map<String, ValueType> columns = wanted.allColumns();
        old.allColumns()
                .forEach(
                        (column, type) -> {
                            ValueType now = columns.get(column);
                            if (now == null) {
                                throw incompatible(
                                        wanted,
                                        "column '%s' is gone; columns are only added"
                                                .formatted(column));
                            }
                            if (!type.widensTo(now)) {
                                throw incompatible(
                                        wanted,
                                        ("column '%s' cannot change from %s to %s; only INT32 to"
                                                        + " INT64 and FLOAT to DOUBLE can")
                                                .formatted(column, type, now));
                            }
                        });
    }

    private static void refuseViewChange(FeatureView old, FeatureView wanted) {
        requireSame(wanted, "entities", old.entities(), wanted.entities());
    }

    private static void requireSame(
            Definition wanted, String field, @Nullable Object old, @Nullable Object now) {
        if (!Objects.equals(old, now)) {
            throw incompatible(wanted, "%s cannot change from %s to %s".formatted(field, old, now));
        }
    }

    private static ProblemException incompatible(Definition wanted, String reason) {
        return conflict("incompatible-change", wanted, reason);
    }

    private static ProblemException conflict(String code, Definition wanted, String reason) {
        return new ProblemException(
                new Problem.Conflict(
                        code, wanted.kind().label() + " '" + wanted.name() + "': " + reason));
    }
}
