package io.minimlops.registry.alias;

import io.minimlops.events.ModelEvent.AliasMoved.Kind;
import io.minimlops.registry.Refusal.AliasNotFound;
import io.minimlops.registry.Refused;
import io.minimlops.registry.model.ModelCatalog;
import io.minimlops.registry.model.RegisteredModel;
import io.minimlops.registry.version.AliasLookup;
import io.minimlops.registry.version.VersionCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sets, removes and tells aliases. Whatever moves one holds the model's lock, so moves of one
/// model happen one after the other.
@ApplicationScoped
@Transactional
public class AliasBook implements AliasLookup {

    private final ModelCatalog models;
    private final VersionCatalog versions;
    private final MoveLog log;

    AliasBook(ModelCatalog models, VersionCatalog versions, MoveLog log) {
        this.models = models;
        this.versions = versions;
        this.log = log;
    }

    /// Setting an alias to where it points already is no move: it gives back the move that brought
    /// it there.
    public AliasMove set(String name, String alias, int version, Cause cause) {
        AliasName.checked(alias);
        RegisteredModel model = models.lock(name);
        versions.get(name, version);
        Optional<AliasRow> present = AliasRow.named(model.id(), alias);
        if (present.isPresent() && present.get().version == version) {
            return log.newest(model, alias);
        }
        return log.move(model, alias, Kind.SET, version, cause);
    }

    public AliasMove remove(String name, String alias, Cause cause) {
        RegisteredModel model = models.lock(name);
        present(model, alias);
        return log.remove(model, alias, cause);
    }

    public PointedAlias get(String name, String alias) {
        AliasRow row = present(models.get(name), alias);
        return new PointedAlias(name, alias, Integer.toString(row.version), row.movedAt);
    }

    /// Newest first; also of an alias that is removed by now.
    public List<AliasMove> history(String name, String alias) {
        List<AliasMove> moves = log.history(models.get(name), alias);
        if (moves.isEmpty()) {
            throw new Refused(new AliasNotFound(name, alias));
        }
        return moves;
    }

    @Override
    public Optional<Integer> versionOf(long modelId, String alias) {
        return AliasRow.named(modelId, alias).map(row -> row.version);
    }

    @Override
    public Map<Long, Map<String, Integer>> aliasesOf(Collection<Long> modelIds) {
        Map<Long, Map<String, Integer>> aliases = new HashMap<>();
        if (!modelIds.isEmpty()) {
            AliasRow.ofModels(modelIds)
                    .forEach(
                            row ->
                                    aliases.computeIfAbsent(row.modelId, _ -> new HashMap<>())
                                            .put(row.alias, row.version));
        }
        return aliases;
    }

    private static AliasRow present(RegisteredModel model, String alias) {
        return AliasRow.named(model.id(), alias)
                .orElseThrow(() -> new Refused(new AliasNotFound(model.name(), alias)));
    }

    /// Where an alias points.
    public record PointedAlias(String name, String alias, String version, Instant movedAt) {}
}
