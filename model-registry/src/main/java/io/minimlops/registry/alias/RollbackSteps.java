package io.minimlops.registry.alias;

import io.minimlops.events.ModelEvent.AliasMoved.Kind;
import io.minimlops.registry.Refusal.AliasNotFound;
import io.minimlops.registry.Refusal.DeletedVersion;
import io.minimlops.registry.Refusal.NoEarlierVersion;
import io.minimlops.registry.Refusal.VersionNotFound;
import io.minimlops.registry.Refused;
import io.minimlops.registry.alias.AliasRollback.Plan;
import io.minimlops.registry.model.ModelCatalog;
import io.minimlops.registry.model.RegisteredModel;
import io.minimlops.registry.version.Manifest;
import io.minimlops.registry.version.VersionCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/// The two transactions of a rollback: find out where it leads, and go there if it still does.
@ApplicationScoped
@Transactional
class RollbackSteps {

    private final ModelCatalog models;
    private final VersionCatalog versions;
    private final MoveLog log;

    RollbackSteps(ModelCatalog models, VersionCatalog versions, MoveLog log) {
        this.models = models;
        this.versions = versions;
        this.log = log;
    }

    Plan plan(String name, String alias, Cause cause) {
        RegisteredModel model = models.get(name);
        Optional<AliasMove> before = log.requestedBefore(model, alias, cause.requestKey());
        if (before.isPresent()) {
            return new Plan.DoneBefore(before.get());
        }
        int target = target(model, alias);
        return new Plan.GoBack(target, manifest(name, target));
    }

    /// Empty when the rollback would lead elsewhere by now, or was carried out by a repeated
    /// request meanwhile.
    Optional<AliasMove> goBack(String name, String alias, int verified, Cause cause) {
        RegisteredModel model = models.lock(name);
        if (log.requestedBefore(model, alias, cause.requestKey()).isPresent()
                || target(model, alias) != verified) {
            return Optional.empty();
        }
        manifest(name, verified);
        return Optional.of(log.move(model, alias, Kind.ROLLBACK, verified, cause));
    }

    private int target(RegisteredModel model, String alias) {
        if (AliasRow.named(model.id(), alias).isEmpty()) {
            throw new Refused(new AliasNotFound(model.name(), alias));
        }
        return log.trail(model, alias)
                .before()
                .orElseThrow(() -> new Refused(new NoEarlierVersion(model.name(), alias)));
    }

    private Manifest manifest(String name, int version) {
        try {
            return versions.manifest(name, version);
        } catch (Refused e) {
            if (e.refusal() instanceof VersionNotFound) {
                throw new Refused(new DeletedVersion(name, version), e);
            }
            throw e;
        }
    }
}
