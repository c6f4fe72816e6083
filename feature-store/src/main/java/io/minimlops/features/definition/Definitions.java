package io.minimlops.features.definition;

import io.minimlops.features.definition.Definition.Entity;
import io.minimlops.features.definition.Definition.Feature;
import io.minimlops.features.definition.Definition.FeatureService;
import io.minimlops.features.definition.Definition.FeatureView;
import io.minimlops.features.definition.Definition.JoinKey;
import io.minimlops.features.definition.Definition.Projection;
import io.minimlops.features.definition.Definition.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything that is declared at one moment; immutable, consistent in itself.
///
/// @param version grows with every change; 0 before the first
public record Definitions(
        long version,
        Map<String, Entity> entities,
        Map<String, Source> sources,
        Map<String, FeatureView> featureViews,
        Map<String, FeatureService> featureServices) {

    public static final Definitions NONE =
            new Definitions(0, Map.of(), Map.of(), Map.of(), Map.of());

    static Definitions of(long version, List<Definition> all) {
        Map<String, Entity> entities = new LinkedHashMap<>();
        Map<String, Source> sources = new LinkedHashMap<>();
        Map<String, FeatureView> views = new LinkedHashMap<>();
        Map<String, FeatureService> services = new LinkedHashMap<>();
        for (Definition definition : all) {
            switch (definition) {
                case Entity entity -> entities.put(entity.name(), entity);
                case Source source -> sources.put(source.name(), source);
                case FeatureView view -> views.put(view.name(), view);
                case FeatureService service -> services.put(service.name(), service);
            }
        }
        return new Definitions(version, entities, sources, views, services);
    }

    Stream<Definition> all() {
        return Stream.of(entities, sources, featureViews, featureServices)
                .flatMap(kind -> kind.values().stream());
    }

    @Nullable Definition find(Definition.Kind kind, String name) {
        return switch (kind) {
            case ENTITY -> entities.get(name);
            case SOURCE -> sources.get(name);
            case FEATURE_VIEW -> featureViews.get(name);
            case FEATURE_SERVICE -> featureServices.get(name);
        };
    }

    /// The view's join keys, in the order of its entities.
    public List<JoinKey> joinKeys(FeatureView view) {
        return view.entities().stream()
                .map(name -> Objects.requireNonNull(entities.get(name), name))
                .map(entity -> new JoinKey(entity.joinKey(), entity.valueType()))
                .toList();
    }

    /// The service's features, views in first-mention order.
    public List<Projection> projections(FeatureService service) {
        Map<String, List<Feature>> wanted = new LinkedHashMap<>();
        for (String reference : service.features()) {
            int colon = reference.indexOf(':');
            String name = colon < 0 ? reference : reference.substring(0, colon);
            FeatureView view = Objects.requireNonNull(featureViews.get(name), name);
            List<Feature> features = wanted.computeIfAbsent(name, _ -> new ArrayList<>());
            Stream<Feature> mentioned =
                    colon < 0
                            ? view.features().stream()
                            : Stream.ofNullable(view.feature(reference.substring(colon + 1)));
            mentioned.filter(feature -> !features.contains(feature)).forEach(features::add);
        }
        return wanted.entrySet().stream()
                .map(
                        entry ->
                                new Projection(
                                        Objects.requireNonNull(featureViews.get(entry.getKey())),
                                        List.copyOf(entry.getValue())))
                .toList();
    }

    /// The views fed by a push source.
    public List<FeatureView> fedBy(String pushSource) {
        return featureViews.values().stream()
                .filter(view -> pushSource.equals(view.pushSource()))
                .toList();
    }

    /// Columns of a source that are join keys of some entity of its project: what its files are
    /// sorted by.
    public List<String> keyColumns(Source source) {
        return entities.values().stream()
                .filter(entity -> entity.project().equals(source.project()))
                .map(Entity::joinKey)
                .filter(source.columns()::containsKey)
                .distinct()
                .toList();
    }

    /// The name that messages of the online wire use, which knows of one project only.
    public String projectName() {
        return all().map(Definition::project).findFirst().orElse("default");
    }
}
