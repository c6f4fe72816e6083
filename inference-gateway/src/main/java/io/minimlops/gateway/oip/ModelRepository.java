package io.minimlops.gateway.oip;

import io.minimlops.gateway.deployment.DeploymentBook;
import io.minimlops.gateway.deployment.Fleet;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionOrder;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.model.VersionState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What the protocol can do with the models of this process, whichever wire asks.
@ApplicationScoped
public class ModelRepository {

    private static final String COLD = "scaled to zero; the next request loads it";

    private final Fleet fleet;
    private final DeploymentBook book;
    private final VersionShelf shelf;
    private final GraphDirectory graphs;

    ModelRepository(Fleet fleet, DeploymentBook book, VersionShelf shelf, GraphDirectory graphs) {
        this.fleet = fleet;
        this.book = book;
        this.shelf = shelf;
        this.graphs = graphs;
    }

    /// @param reason why it is not ready, or not in memory; else empty
    public record IndexEntry(String name, String version, String state, String reason) {}

    public List<IndexEntry> index(boolean readyOnly) {
        Map<VersionId, IndexEntry> entries = new TreeMap<>(VersionOrder.BY_NAME);
        shelf.states()
                .forEach(
                        (id, state) -> {
                            if (!readyOnly || state instanceof VersionState.Ready) {
                                entries.put(id, entry(id, state.name(), state.reason()));
                            }
                        });
        fleet.coldChampions()
                .forEach(
                        id -> {
                            if (shelf.ready(id).isEmpty()) {
                                entries.put(id, entry(id, "READY", COLD));
                            }
                        });
        graphs.index(readyOnly)
                .forEach(graph -> entries.put(new VersionId(graph.name(), graph.version()), graph));
        return List.copyOf(entries.values());
    }

    private static IndexEntry entry(VersionId id, String state, String reason) {
        return new IndexEntry(id.model(), id.version(), state, reason);
    }

    /// @param parameters the names of those that were sent along
    public void load(String model, Set<String> parameters) {
        Names.check(model);
        if (parameters.stream().anyMatch(p -> p.equals("config") || p.startsWith("file:"))) {
            throw new BadRequest(
                    501, "models come from the registry; config and files cannot be sent along");
        }
        if (book.find(model).isEmpty()) {
            throw new BadRequest(
                    "failed to load '%s', no version has the alias champion".formatted(model));
        }
        fleet.resume(model);
        if (book.spec(model).graph() == null && fleet.champion(model).isEmpty()) {
            throw new BadRequest("failed to load '%s', see the repository index".formatted(model));
        }
    }

    public void unload(String model) {
        Names.check(model);
        if (book.find(model).isEmpty()) {
            throw new BadRequest("failed to unload '%s', it is not known".formatted(model));
        }
        fleet.pause(model);
    }
}
