package io.minimlops.registry.version;

import io.minimlops.registry.Refusal.NoManifest;
import io.minimlops.registry.Refusal.VersionNotFound;
import io.minimlops.registry.Refused;
import io.minimlops.registry.model.ModelCatalog;
import io.minimlops.registry.model.RegisteredModel;
import io.minimlops.registry.model.TagRules;
import io.minimlops.registry.search.Page;
import io.minimlops.registry.search.Search;
import io.minimlops.registry.search.SearchQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Registered versions: find, describe, tag, stage.
@ApplicationScoped
@Transactional
public class VersionCatalog {

    private final ModelCatalog models;
    private final EntityManager entities;

    VersionCatalog(ModelCatalog models, EntityManager entities) {
        this.models = models;
        this.entities = entities;
    }

    public ModelVersion get(String model, int version) {
        return row(models.get(model), version).toVersion(model);
    }

    public List<ModelVersion> all(String model) {
        return VersionRow.allLive(models.get(model).id()).stream()
                .map(row -> row.toVersion(model))
                .toList();
    }

    /// @throws Refused with `NoManifest` when the version was registered for reference only
    public Manifest manifest(String model, int version) {
        return row(models.get(model), version)
                .manifest()
                .orElseThrow(() -> new Refused(new NoManifest(model, version)));
    }

    public ModelVersion describe(String model, int version, @Nullable String description) {
        VersionRow row = lockedRow(model, version);
        row.description = description;
        row.updatedAt = Instant.now();
        return row.toVersion(model);
    }

    public void setTag(String model, int version, String key, String value) {
        TagRules.check(key, value);
        lockedRow(model, version).tags.put(key, value);
    }

    /// A tag that is not there counts as deleted.
    public void deleteTag(String model, int version, String key) {
        lockedRow(model, version).tags.remove(key);
    }

    /// @param archiveOthers archives every other version of that stage
    public ModelVersion transition(String model, int version, Stage stage, boolean archiveOthers) {
        VersionRow row = lockedRow(model, version);
        Instant now = Instant.now();
        if (archiveOthers) {
            VersionRow.allLive(row.modelId).stream()
                    .filter(other -> other.stage.equals(stage.title()) && other.version != version)
                    .forEach(
                            other -> {
                                other.stage = Stage.ARCHIVED.title();
                                other.updatedAt = now;
                            });
        }
        row.stage = stage.title();
        row.updatedAt = now;
        models.touch(model);
        return row.toVersion(model);
    }

    /// The newest version of each stage, for each of the models, oldest first.
    public Map<Long, List<ModelVersion>> newestPerStage(Collection<RegisteredModel> of) {
        if (of.isEmpty()) {
            return Map.of();
        }
        Map<Long, String> names =
                of.stream().collect(Collectors.toMap(RegisteredModel::id, RegisteredModel::name));
        List<VersionRow> newest =
                entities.createQuery(
                                """
                                select v from VersionRow v
                                where v.modelId in :models and v.deletedAt is null
                                  and v.version = (select max(o.version) from VersionRow o
                                    where o.modelId = v.modelId and o.stage = v.stage and o.deletedAt is null)
                                order by v.version
                                """,
                                VersionRow.class)
                        .setParameter("models", names.keySet())
                        .getResultList();
        return newest.stream()
                .map(row -> row.toVersion(names.getOrDefault(row.modelId, "")))
                .collect(Collectors.groupingBy(ModelVersion::modelId));
    }

    public Page<ModelVersion> search(SearchQuery query) {
        return Search.run(entities, VersionSearch.SCHEMA, query).mapAll(this::load);
    }

    private List<ModelVersion> load(List<Long> ids) {
        List<VersionRow> rows = VersionRow.list("id in ?1", ids);
        Map<Long, String> names =
                models.namesOf(rows.stream().map(row -> row.modelId).collect(Collectors.toSet()));
        Map<Long, ModelVersion> byId =
                rows.stream()
                        .map(row -> row.toVersion(names.getOrDefault(row.modelId, "")))
                        .collect(Collectors.toMap(ModelVersion::id, Function.identity()));
        return ids.stream().map(byId::get).toList();
    }

    private VersionRow lockedRow(String model, int version) {
        return row(models.lock(model), version);
    }

    private static VersionRow row(RegisteredModel model, int version) {
        return VersionRow.live(model.id(), version)
                .orElseThrow(
                        () ->
                                new Refused(
                                        new VersionNotFound(
                                                model.name(), Integer.toString(version))));
    }
}
