package io.minimlops.gateway.model;

import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// Copies of versions beside those that serve, for who runs one apart from all traffic and
/// gives its memory back when done.
@ApplicationScoped
public class SpareVersions {

    private static final Logger LOG = Logger.getLogger(SpareVersions.class);

    private final ManifestSource manifests;
    private final VersionLoader loader;

    SpareVersions(ManifestSource manifests, VersionLoader loader) {
        this.manifests = manifests;
        this.loader = loader;
    }

    /// @throws LoadFailed of kind `UNKNOWN` or `REGISTRY_AWAY`
    public void requireKnown(VersionId id) throws LoadFailed {
        manifests.manifest(id);
    }

    /// Loads and warms up; counts in no statistics.
    public Spare load(VersionId id) throws LoadFailed {
        LoadedVersion version =
                loader.load(manifests.manifest(id), new ServingStats(), new LoadClock());
        LOG.infof("%s is loaded beside what serves", id);
        return new Spare(version);
    }

    /// A copy that its holder closes.
    public static final class Spare implements AutoCloseable {

        private final LoadedVersion version;
        private final Lease lease;

        private Spare(LoadedVersion version) {
            this.version = version;
            this.lease = version.lease().orElseThrow();
        }

        public LoadedVersion version() {
            return version;
        }

        public ServingQueue queue() {
            return lease.queue();
        }

        @Override
        public void close() {
            lease.close();
            version.retire();
        }
    }
}
