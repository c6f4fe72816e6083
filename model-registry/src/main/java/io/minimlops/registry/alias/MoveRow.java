package io.minimlops.registry.alias;

import io.minimlops.events.ModelEvent.AliasMoved.Kind;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "alias_move")
@SuppressWarnings("NullAway.Init")
class MoveRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @Column(name = "model_id")
    public long modelId;

    @Column(name = "model_name")
    public String modelName;

    public String alias;

    @Enumerated(EnumType.STRING)
    public Kind kind;

    @Column(name = "from_version")
    public @Nullable Integer fromVersion;

    @Column(name = "to_version")
    public @Nullable Integer toVersion;

    public String actor;
    public @Nullable String reason;

    @Convert(converter = EvidenceColumn.class)
    public Map<String, String> evidence = new HashMap<>();

    @Column(name = "correlation_id")
    public String correlationId;

    @Column(name = "request_key")
    public @Nullable String requestKey;

    @Column(name = "moved_at")
    public Instant movedAt;

    static List<MoveRow> oldestFirst(long modelId, String alias) {
        return list("modelId = ?1 and alias = ?2 order by id", modelId, alias);
    }

    static List<MoveRow> newestFirst(long modelId, String alias) {
        return list("modelId = ?1 and alias = ?2 order by id desc", modelId, alias);
    }

    static Optional<MoveRow> requested(long modelId, String alias, String requestKey) {
        return find("modelId = ?1 and alias = ?2 and requestKey = ?3", modelId, alias, requestKey)
                .firstResultOptional();
    }

    AliasTrail.Step toStep() {
        return new AliasTrail.Step(kind, toVersion);
    }

    AliasMove toMove() {
        return new AliasMove(
                Long.toString(id),
                modelName,
                alias,
                kind,
                text(fromVersion),
                text(toVersion),
                actor,
                reason,
                Map.copyOf(evidence),
                correlationId,
                movedAt);
    }

    private static @Nullable String text(@Nullable Integer version) {
        return version == null ? null : version.toString();
    }
}
