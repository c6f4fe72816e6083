package io.minimlops.gateway.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where every version stands that was ever asked for, by model and version.
final class VersionStates {

    /// Before every version of its model.
    private static final String OLDEST = "0";

    private final ConcurrentNavigableMap<VersionId, VersionState> states =
            new ConcurrentSkipListMap<>(VersionOrder.BY_NAME);

    void put(VersionId id, VersionState state) {
        states.put(id, state);
    }

    /// False when the version is not ready any more: of several who unload it one is told true.
    boolean unloaded(LoadedVersion version) {
        return states.replace(
                version.id(), new VersionState.Ready(version), new VersionState.Unloaded());
    }

    @Nullable VersionState of(VersionId id) {
        return states.get(id);
    }

    /// In order, as they are now.
    Map<VersionId, VersionState> all() {
        return new LinkedHashMap<>(states);
    }

    Optional<LoadedVersion> ready(VersionId id) {
        return states.get(id) instanceof VersionState.Ready(LoadedVersion version)
                ? Optional.of(version)
                : Optional.empty();
    }

    /// Versions of a model, the oldest first.
    List<LoadedVersion> ready(String model) {
        List<LoadedVersion> ready = new ArrayList<>();
        for (Map.Entry<VersionId, VersionState> each :
                states.tailMap(new VersionId(model, OLDEST)).entrySet()) {
            if (!each.getKey().model().equals(model)) {
                break;
            }
            if (each.getValue() instanceof VersionState.Ready(LoadedVersion version)) {
                ready.add(version);
            }
        }
        return ready;
    }

    /// Versions of all models.
    Stream<LoadedVersion> ready() {
        return states.values().stream()
                .filter(VersionState.Ready.class::isInstance)
                .map(VersionState.Ready.class::cast)
                .map(VersionState.Ready::version);
    }
}
