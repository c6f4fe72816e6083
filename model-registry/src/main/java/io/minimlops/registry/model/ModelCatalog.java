package io.minimlops.registry.model;

import io.minimlops.registry.Refusal.ModelExists;
import io.minimlops.registry.Refusal.ModelNotFound;
import io.minimlops.registry.Refused;
import io.minimlops.registry.search.Page;
import io.minimlops.registry.search.Search;
import io.minimlops.registry.search.SearchQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Registered models: create, find, change, delete.
@ApplicationScoped
@Transactional
public class ModelCatalog {

    private final EntityManager entities;
    private final Event<ModelRenamed> renamed;
    private final Event<ModelRemoved> removed;

    ModelCatalog(EntityManager entities, Event<ModelRenamed> renamed, Event<ModelRemoved> removed) {
        this.entities = entities;
        this.renamed = renamed;
        this.removed = removed;
    }

    public RegisteredModel create(
            String name, @Nullable String description, Map<String, String> tags) {
        ModelName.checked(name);
        TagRules.check(tags);
        int inserted =
                entities.createNativeQuery(
                                "insert into registered_model (name, description, created_at, updated_at)"
                                        + " values (?, ?, now(), now()) on conflict (name) do nothing")
                        .setParameter(1, name)
                        .setParameter(2, description)
                        .executeUpdate();
        if (inserted == 0) {
            throw new Refused(new ModelExists(name));
        }
        ModelRow row = row(name);
        row.tags.putAll(tags);
        return row.toModel();
    }

    public RegisteredModel get(String name) {
        return row(name).toModel();
    }

    /// Locks the model until the caller's transaction ends: whatever changes versions or aliases of
    /// a model does this first.
    @Transactional(Transactional.TxType.MANDATORY)
    public RegisteredModel lock(String name) {
        return lockedRow(name).toModel();
    }

    /// The number of the next version; numbers of deleted versions are not given again. The model
    /// must be locked.
    @Transactional(Transactional.TxType.MANDATORY)
    public int takeVersionNumber(String name) {
        ModelRow row = row(name);
        row.lastVersion++;
        row.updatedAt = Instant.now();
        return row.lastVersion;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void touch(String name) {
        row(name).updatedAt = Instant.now();
    }

    public RegisteredModel describe(String name, @Nullable String description) {
        ModelRow row = lockedRow(name);
        row.description = description;
        row.updatedAt = Instant.now();
        return row.toModel();
    }

    public RegisteredModel rename(String name, String newName) {
        ModelName.checked(newName);
        ModelRow row = lockedRow(name);
        if (name.equals(newName)) {
            return row.toModel();
        }
        if (ModelRow.named(newName).isPresent()) {
            throw new Refused(new ModelExists(newName));
        }
        row.name = newName;
        row.updatedAt = Instant.now();
        renamed.fire(new ModelRenamed(row.id, name, newName));
        return row.toModel();
    }

    public void delete(String name) {
        ModelRow row = lockedRow(name);
        removed.fire(new ModelRemoved(row.id, name));
        entities.flush();
        entities.createNativeQuery("delete from model_alias where model_id = ?")
                .setParameter(1, row.id)
                .executeUpdate();
        entities.createNativeQuery("delete from registered_model where id = ?")
                .setParameter(1, row.id)
                .executeUpdate();
        entities.clear();
    }

    public void setTag(String name, String key, String value) {
        TagRules.check(key, value);
        lockedRow(name).tags.put(key, value);
    }

    /// A tag that is not there counts as deleted.
    public void deleteTag(String name, String key) {
        lockedRow(name).tags.remove(key);
    }

    public Page<RegisteredModel> search(SearchQuery query) {
        Page<Long> ids = Search.run(entities, ModelSearch.SCHEMA, query);
        return ids.mapAll(this::load);
    }

    public Map<Long, String> namesOf(Collection<Long> ids) {
        return ModelRow.<ModelRow>list("id in ?1", ids).stream()
                .collect(Collectors.toMap(row -> row.id, row -> row.name));
    }

    private List<RegisteredModel> load(List<Long> ids) {
        Map<Long, RegisteredModel> found =
                ModelRow.<ModelRow>list("id in ?1", ids).stream()
                        .map(ModelRow::toModel)
                        .collect(Collectors.toMap(RegisteredModel::id, Function.identity()));
        return ids.stream().map(found::get).toList();
    }

    private static ModelRow row(String name) {
        return ModelRow.named(name).orElseThrow(() -> new Refused(new ModelNotFound(name)));
    }

    private static ModelRow lockedRow(String name) {
        return ModelRow.namedAndLocked(name)
                .orElseThrow(() -> new Refused(new ModelNotFound(name)));
    }
}
