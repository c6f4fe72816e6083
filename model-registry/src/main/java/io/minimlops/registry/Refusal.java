package io.minimlops.registry;

import io.minimlops.problem.Problem;

/// Why the registry says no. Each edge has its own words for it: [Problem] natively, MLflow's error
/// codes on its wire.
public sealed interface Refusal {

    Problem problem();

    record ModelNotFound(String name) implements Refusal {
        @Override
        public Problem problem() {
            return new Problem.NotFound("model", name);
        }
    }

    record ModelExists(String name) implements Refusal {
        @Override
        public Problem problem() {
            return new Problem.Conflict("exists", "model '" + name + "' exists already");
        }
    }

    /// @param version as the caller wrote it
    record VersionNotFound(String name, String version) implements Refusal {
        @Override
        public Problem problem() {
            return new Problem.NotFound("model version", name + "/" + version);
        }
    }

    record AliasNotFound(String name, String alias) implements Refusal {
        @Override
        public Problem problem() {
            return new Problem.NotFound("alias", name + "@" + alias);
        }
    }

    /// Something a version's source names does not exist, for example a run.
    record SourceNotFound(String kind, String id) implements Refusal {
        @Override
        public Problem problem() {
            return new Problem.NotFound(kind, id);
        }
    }

    record InvalidValue(String detail) implements Refusal {
        @Override
        public Problem problem() {
            return new Problem.Invalid(detail);
        }
    }

    /// The version was registered for reference: its files are not in our store and were never
    /// hashed.
    record NoManifest(String name, int version) implements Refusal {
        @Override
        public Problem problem() {
            return new Problem.Conflict(
                    "no-manifest",
                    "version %s/%d has no manifest: its files are not in the artifact store"
                            .formatted(name, version));
        }
    }

    record NoEarlierVersion(String name, String alias) implements Refusal {
        @Override
        public Problem problem() {
            return new Problem.Conflict(
                    "no-earlier-version",
                    "alias '%s' of model '%s' pointed nowhere before".formatted(alias, name));
        }
    }

    record DeletedVersion(String name, int version) implements Refusal {
        @Override
        public Problem problem() {
            return new Problem.Conflict(
                    "deleted-version", "version %s/%d is deleted".formatted(name, version));
        }
    }

    /// @param damage what is wrong with which files
    record DamagedVersion(String name, int version, String damage) implements Refusal {
        @Override
        public Problem problem() {
            return new Problem.Conflict(
                    "damaged-version",
                    "version %s/%d is damaged: %s".formatted(name, version, damage));
        }
    }

    /// The state changed while we looked; asking again helps.
    record Overtaken(String detail) implements Refusal {
        @Override
        public Problem problem() {
            return new Problem.Conflict("overtaken", detail);
        }
    }

    /// @param dependency `s3` or a service's name
    record DependencyAway(String dependency, String detail) implements Refusal {
        @Override
        public Problem problem() {
            return new Problem.Unavailable(dependency, detail);
        }
    }
}
