package io.minimlops.registry.alias;

import io.minimlops.registry.Refusal.DamagedVersion;
import io.minimlops.registry.Refusal.Overtaken;
import io.minimlops.registry.Refused;
import io.minimlops.registry.version.Damage;
import io.minimlops.registry.version.FileHashes;
import io.minimlops.registry.version.Manifest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/// Takes an alias to the version it had before, if that version is still what it was.
///
/// Its files are read and hashed before the model is locked; if the alias moved meanwhile, it
/// starts over.
@ApplicationScoped
public class AliasRollback {

    private static final int TRIES = 3;

    private final RollbackSteps steps;
    private final FileHashes hashes;

    AliasRollback(RollbackSteps steps, FileHashes hashes) {
        this.steps = steps;
        this.hashes = hashes;
    }

    public AliasMove rollBack(String name, String alias, Cause cause) {
        for (int i = 0; i < TRIES; i++) {
            switch (steps.plan(name, alias, cause)) {
                case Plan.DoneBefore(AliasMove move) -> {
                    return move;
                }
                case Plan.GoBack(int target, Manifest manifest) -> {
                    verify(name, target, manifest);
                    var move = steps.goBack(name, alias, target, cause);
                    if (move.isPresent()) {
                        return move.get();
                    }
                }
            }
        }
        throw new Refused(
                new Overtaken("alias '%s' of model '%s' keeps moving".formatted(alias, name)));
    }

    private void verify(String name, int version, Manifest manifest) {
        List<Damage> damages = hashes.damages(manifest);
        if (!damages.isEmpty()) {
            String damage =
                    damages.stream()
                            .limit(10)
                            .map(file -> file.path() + " is " + file.problem())
                            .collect(Collectors.joining(", "));
            throw new Refused(new DamagedVersion(name, version, damage));
        }
    }

    /// What a rollback comes to, as things stand.
    sealed interface Plan {
        record GoBack(int target, Manifest manifest) implements Plan {}

        /// The same request was carried out already.
        record DoneBefore(AliasMove move) implements Plan {}
    }
}
