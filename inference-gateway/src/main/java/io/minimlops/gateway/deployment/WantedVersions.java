package io.minimlops.gateway.deployment;

import io.minimlops.gateway.model.LoadFailed;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.registry.AliasTable;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// The versions that a change asks for, found and loaded before it is made.
@ApplicationScoped
class WantedVersions {

    private final AliasTable aliases;
    private final VersionShelf shelf;

    WantedVersions(AliasTable aliases, VersionShelf shelf) {
        this.aliases = aliases;
        this.shelf = shelf;
    }

    /// @throws ProblemException 404 when an alias points nowhere
    Targets find(Deployment wanted) {
        return Targets.of(wanted, alias -> Optional.of(aliased(wanted.model(), alias)));
    }

    private String aliased(String model, String alias) {
        return aliases.version(model, alias)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        new Problem.NotFound("alias", model + "/" + alias)));
    }

    /// @throws ProblemException as [#load(String, String)]
    List<LoadedVersion> load(String model, Targets targets) {
        return targets.versions().stream().map(version -> load(model, version)).toList();
    }

    /// @throws ProblemException 404 when there is no such version, 409 when it cannot be loaded,
    ///     503 when the registry or the store is away
    LoadedVersion load(String model, String version) {
        try {
            return shelf.load(new VersionId(model, version));
        } catch (LoadFailed e) {
            throw new ProblemException(e.problem(model + "/" + version), e);
        }
    }
}
