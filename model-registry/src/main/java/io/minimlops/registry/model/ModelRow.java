package io.minimlops.registry.model;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.LockModeType;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "registered_model")
@SuppressWarnings("NullAway.Init")
class ModelRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String name;
    public @Nullable String description;

    @Column(name = "last_version")
    public int lastVersion;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @ElementCollection
    @BatchSize(size = 200)
    @CollectionTable(name = "model_tag", joinColumns = @JoinColumn(name = "model_id"))
    @MapKeyColumn(name = "key")
    @Column(name = "value")
    public Map<String, String> tags = new HashMap<>();

    static Optional<ModelRow> named(String name) {
        return find("name", name).firstResultOptional();
    }

    static Optional<ModelRow> namedAndLocked(String name) {
        return ModelRow.<ModelRow>find("name", name)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    RegisteredModel toModel() {
        return new RegisteredModel(id, name, description, Map.copyOf(tags), createdAt, updatedAt);
    }
}
