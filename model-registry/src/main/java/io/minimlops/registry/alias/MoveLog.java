package io.minimlops.registry.alias;

import io.minimlops.correlation.CorrelationId;
import io.minimlops.events.ModelEvent.AliasMoved.Kind;
import io.minimlops.outbox.Outbox;
import io.minimlops.registry.model.RegisteredModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Moves an alias, writes the move down and tells it, all in the caller's transaction under the
/// model's lock.
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class MoveLog {

    private final Outbox outbox;
    private final CorrelationId correlationId;

    MoveLog(Outbox outbox, CorrelationId correlationId) {
        this.outbox = outbox;
        this.correlationId = correlationId;
    }

    AliasMove move(RegisteredModel model, String alias, Kind kind, int to, Cause cause) {
        MoveRow move = newRow(model, alias, kind, cause);
        Optional<AliasRow> present = AliasRow.named(model.id(), alias);
        move.fromVersion = present.map(row -> row.version).orElse(null);
        move.toVersion = to;
        AliasRow row = present.orElseGet(() -> newAlias(model.id(), alias));
        row.version = to;
        row.movedAt = move.movedAt;
        row.persist();
        return tell(move);
    }

    AliasMove remove(RegisteredModel model, String alias, Cause cause) {
        MoveRow move = newRow(model, alias, Kind.REMOVED, cause);
        AliasRow row = AliasRow.named(model.id(), alias).orElseThrow();
        move.fromVersion = row.version;
        row.delete();
        return tell(move);
    }

    AliasMove newest(RegisteredModel model, String alias) {
        return MoveRow.newestFirst(model.id(), alias).getFirst().toMove();
    }

    List<AliasMove> history(RegisteredModel model, String alias) {
        return MoveRow.newestFirst(model.id(), alias).stream().map(MoveRow::toMove).toList();
    }

    AliasTrail trail(RegisteredModel model, String alias) {
        return AliasTrail.of(
                MoveRow.oldestFirst(model.id(), alias).stream().map(MoveRow::toStep).toList());
    }

    Optional<AliasMove> requestedBefore(
            RegisteredModel model, String alias, @Nullable String requestKey) {
        return requestKey == null
                ? Optional.empty()
                : MoveRow.requested(model.id(), alias, requestKey).map(MoveRow::toMove);
    }

    private AliasMove tell(MoveRow row) {
        row.persist();
        AliasMove move = row.toMove();
        outbox.add(move.toEvent(), move.correlationId());
        return move;
    }

    private MoveRow newRow(RegisteredModel model, String alias, Kind kind, Cause cause) {
        MoveRow row = new MoveRow();
        row.modelId = model.id();
        row.modelName = model.name();
        row.alias = alias;
        row.kind = kind;
        row.actor = cause.actor();
        row.reason = cause.reason();
        row.evidence.putAll(cause.evidence());
        row.correlationId = correlationId.value();
        row.requestKey = cause.requestKey();
        row.movedAt = Instant.now();
        return row;
    }

    private static AliasRow newAlias(long modelId, String alias) {
        AliasRow row = new AliasRow();
        row.modelId = modelId;
        row.alias = alias;
        return row;
    }
}
