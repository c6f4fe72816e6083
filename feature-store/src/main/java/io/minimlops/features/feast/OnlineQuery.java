package io.minimlops.features.feast;

import io.minimlops.features.definition.Definition.Entity;
import io.minimlops.features.definition.Definition.Feature;
import io.minimlops.features.definition.Definition.FeatureService;
import io.minimlops.features.definition.Definition.FeatureView;
import io.minimlops.features.definition.Definition.JoinKey;
import io.minimlops.features.definition.Definition.Projection;
import io.minimlops.features.definition.Definitions;
import io.minimlops.features.definition.ValueType;
import io.minimlops.features.feast.FeastRequests.GetOnlineFeatures;
import io.minimlops.features.online.AsOf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A `/get-online-features` request against the definitions: which views and features, by which
/// keys. Everything that can be wrong with it is found here.
///
/// @param keys join key columns to echo, in the request's order
/// @param rows how many entities
record OnlineQuery(
        List<Projection> projections,
        Map<String, List<@Nullable Object>> keys,
        int rows,
        boolean fullFeatureNames,
        AsOf asOf) {

    /// @throws FeastError 4xx for what cannot be answered
    static OnlineQuery of(GetOnlineFeatures request, Definitions definitions) {
        if (request.entities() == null) {
            throw WireBody.missing("entities");
        }
        int rows = rows(request.entities());
        List<Projection> projections = projections(request, definitions);
        refuseCollisions(projections, request.namesAreFull());
        Map<String, List<@Nullable Object>> keys =
                keys(request.entities(), projections, definitions);
        return new OnlineQuery(
                projections, keys, rows, request.namesAreFull(), EventTimes.of(request, rows));
    }

    private static int rows(Map<String, List<@Nullable Object>> entities) {
        if (entities.isEmpty()) {
            throw FeastError.badRequest("entities is empty: at least one join key is needed");
        }
        int rows = -1;
        for (Map.Entry<String, List<@Nullable Object>> column : entities.entrySet()) {
            List<@Nullable Object> values = column.getValue();
            if (values == null) {
                throw FeastError.badRequest("entity " + column.getKey() + " has no list of values");
            }
            if (rows >= 0 && values.size() != rows) {
                throw FeastError.badRequest(
                        "entity %s has %d values, others have %d"
                                .formatted(column.getKey(), values.size(), rows));
            }
            rows = values.size();
        }
        return rows;
    }

    private static List<Projection> projections(
            GetOnlineFeatures request, Definitions definitions) {
        String name = request.featureService();
        if (name != null && !name.isEmpty()) {
            FeatureService service = definitions.featureServices().get(name);
            if (service == null) {
                throw FeastError.serviceNotFound(name, definitions);
            }
            return definitions.projections(service);
        }
        if (request.features() == null || request.features().isEmpty()) {
            throw FeastError.badRequest("No features specified for retrieval");
        }
        Map<FeatureView, List<Feature>> wanted = new LinkedHashMap<>();
        for (String reference : request.features()) {
            String[] parts = reference == null ? new String[0] : reference.split(":", -1);
            if (parts.length != 2) {
                throw FeastError.badRequest(
                        "feature reference '%s' is not of the form view:feature"
                                .formatted(reference));
            }
            FeatureView view = view(parts[0], definitions);
            wanted.computeIfAbsent(view, _ -> new ArrayList<>()).add(feature(view, parts[1]));
        }
        return wanted.entrySet().stream()
                .map(entry -> new Projection(entry.getKey(), entry.getValue()))
                .toList();
    }

    static FeatureView view(String name, Definitions definitions) {
        FeatureView view = definitions.featureViews().get(name);
        if (view == null) {
            throw FeastError.viewNotFound(name, definitions);
        }
        return view;
    }

    private static Feature feature(FeatureView view, String name) {
        Feature feature = view.feature(name);
        if (feature == null) {
            throw new FeastError(
                    400,
                    "SpecifiedFeaturesNotPresentError",
                    "Feature view %s has no feature %s".formatted(view.name(), name));
        }
        return feature;
    }

    String outputName(Projection projection, Feature feature) {
        return outputName(projection, feature, fullFeatureNames);
    }

    private static String outputName(Projection projection, Feature feature, boolean full) {
        return full ? projection.view().name() + "__" + feature.name() : feature.name();
    }

    private static void refuseCollisions(List<Projection> projections, boolean full) {
        Set<String> names = new HashSet<>();
        Set<String> twice = new TreeSet<>();
        for (Projection projection : projections) {
            for (Feature feature : projection.features()) {
                String name = outputName(projection, feature, full);
                if (!names.add(name)) {
                    twice.add(name);
                }
            }
        }
        if (!twice.isEmpty()) {
            throw FeastError.collision(String.join(", ", twice), full);
        }
    }

    /// An entity's name stands for its join key. Columns that no view asks for are ignored.
    private static Map<String, List<@Nullable Object>> keys(
            Map<String, List<@Nullable Object>> entities,
            List<Projection> projections,
            Definitions definitions) {
        Map<String, JoinKey> byName = new HashMap<>();
        List<JoinKey> needed = new ArrayList<>();
        for (Projection projection : projections) {
            for (String name : projection.view().entities()) {
                Entity entity = Objects.requireNonNull(definitions.entities().get(name));
                JoinKey key = new JoinKey(entity.joinKey(), entity.valueType());
                needed.add(key);
                byName.putIfAbsent(entity.name(), key);
            }
        }
        needed.forEach(key -> byName.put(key.name(), key));
        Map<String, List<@Nullable Object>> keys = new LinkedHashMap<>();
        entities.forEach(
                (given, values) -> {
                    JoinKey key = byName.get(given);
                    if (key != null) {
                        requireType(key, values);
                        keys.put(key.name(), values);
                    }
                });
        for (JoinKey key : needed) {
            if (!keys.containsKey(key.name())) {
                throw new FeastError(
                        400,
                        "FeastEntityDFMissingColumnsError",
                        "entities lacks the join key " + key.name());
            }
        }
        return keys;
    }

    private static void requireType(JoinKey key, List<@Nullable Object> values) {
        Predicate<Object> fits = fits(key.valueType());
        for (int row = 0; row < values.size(); row++) {
            Object value = values.get(row);
            if (value != null && !fits.test(value)) {
                throw FeastError.badRequest(
                        "entity %s, row %d: the value is not %s"
                                .formatted(key.name(), row, key.valueType()));
            }
        }
    }

    private static Predicate<Object> fits(ValueType type) {
        return switch (type) {
            case STRING -> String.class::isInstance;
            case INT32 -> Integer.class::isInstance;
            case INT64 -> value -> value instanceof Integer || value instanceof Long;
            case FLOAT, DOUBLE, BOOL, UNIX_TIMESTAMP -> _ -> false;
        };
    }
}
