package io.minimlops.registry.alias;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@Entity
@Table(name = "model_alias")
@IdClass(AliasRow.Key.class)
@SuppressWarnings("NullAway.Init")
class AliasRow extends PanacheEntityBase {

    @Id
    @Column(name = "model_id")
    public Long modelId;

    @Id public String alias;

    public int version;

    @Column(name = "moved_at")
    public Instant movedAt;

    static Optional<AliasRow> named(long modelId, String alias) {
        return find("modelId = ?1 and alias = ?2", modelId, alias).firstResultOptional();
    }

    static List<AliasRow> ofModels(Collection<Long> modelIds) {
        return list("modelId in ?1", modelIds);
    }

    @SuppressWarnings("NullAway.Init")
    static class Key implements Serializable {
        public Long modelId;
        public String alias;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && key.modelId.equals(modelId)
                    && key.alias.equals(alias);
        }

        @Override
        public int hashCode() {
            return modelId.hashCode() * 31 + alias.hashCode();
        }
    }
}
