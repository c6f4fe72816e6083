package io.minimlops.gateway.model;

import io.minimlops.gateway.batch.BatchSettings;
import io.minimlops.gateway.feature.FeatureSpec;
import io.minimlops.gateway.model.LoadClock.Phase;
import io.minimlops.gateway.model.LoadFailed.Kind;
import io.minimlops.gateway.runtime.ModelGraph;
import io.minimlops.gateway.runtime.Runtimes;
import io.minimlops.gateway.runtime.UnloadableModel;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.TensorSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns a manifest into a version ready to answer: fetch, verify, load, warm up.
@ApplicationScoped
public class VersionLoader {

    private final ModelConfig config;
    private final BatchConfig batching;
    private final Runtimes runtimes;
    private final FileCache files;

    VersionLoader(ModelConfig config, BatchConfig batching, Runtimes runtimes, ModelStore store) {
        this.config = config;
        this.batching = batching;
        this.runtimes = runtimes;
        this.files = new FileCache(config.dataDir().resolve("models"), store);
    }

    LoadedVersion load(Manifest manifest, ServingStats stats, LoadClock clock) throws LoadFailed {
        Path directory = fetch(manifest, clock);
        ModelGraph graph = null;
        try {
            clock.enter(Phase.LOAD);
            FeatureSpec features = FeatureSpec.beside(directory).orElse(null);
            MlModelFile description = MlModelFile.in(directory);
            Runtimes.Choice choice = runtimes.choose(description.forms());
            graph = choice.load(config.threads());
            checkFits(features, graph);
            BatchSettings settings = StandardBatching.of(batching, config, graph.isBatchable());
            List<String> columns = columns(description, graph);
            clock.enter(Phase.WARM_UP);
            new WarmUp(graph, settings.maxRows(), config.warmupRuns(), config.warmupLimit())
                    .run(
                            description.inputExample(),
                            features == null ? columns : features.columnNames());
            return new LoadedVersion(
                    manifest.id(),
                    manifest.digest(),
                    manifest.totalSize(),
                    choice.runtime(),
                    graph,
                    features,
                    columns,
                    ClassLabels.beside(directory, graph.isBatchable()),
                    new ServingSettings(settings, 0, StandardBatching.mostExecutors(config)),
                    stats);
        } catch (UnloadableModel | IOException e) {
            close(graph);
            throw new LoadFailed(Kind.UNLOADABLE, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            close(graph);
            throw e;
        }
    }

    private static void close(@Nullable ModelGraph graph) {
        if (graph != null) {
            graph.close();
        }
    }

    /// As the signature calls them, else as the model itself does.
    private static List<String> columns(MlModelFile description, ModelGraph graph)
            throws IOException {
        List<String> signed = description.columns();
        return signed.isEmpty() ? graph.columns() : signed;
    }

    /// Deletes files of versions that were used longest ago.
    ///
    /// @param bytes that those not in use may take
    void prune(long bytes, Set<String> digestsInUse) throws IOException {
        files.prune(bytes, digestsInUse);
    }

    private Path fetch(Manifest manifest, LoadClock clock) throws LoadFailed {
        if (manifest.totalSize() > config.maxBytes()) {
            throw new LoadFailed(
                    Kind.UNLOADABLE,
                    "its files have %d bytes, at most %d are loaded"
                            .formatted(manifest.totalSize(), config.maxBytes()));
        }
        try {
            return files.fetch(manifest, clock);
        } catch (DamagedVersion e) {
            throw new LoadFailed(Kind.DAMAGED, "damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LoadFailed(Kind.STORE_AWAY, String.valueOf(e.getMessage()), e);
        }
    }

    private static void checkFits(@Nullable FeatureSpec features, ModelGraph graph)
            throws UnloadableModel {
        if (features == null) {
            return;
        }
        TensorSpec input = graph.inputs().size() == 1 ? graph.inputs().getFirst() : null;
        if (input == null
                || input.type() != DataType.FP32
                || input.shape().rank() != 2
                || !graph.isBatchable()) {
            throw new UnloadableModel(
                    "a model with features.json has one input FP32 [-1,F], this one has "
                            + graph.inputs());
        }
        long width = input.shape().dimension(1);
        if (width >= 0 && width != features.columns().size()) {
            throw new UnloadableModel(
                    "features.json has %d columns, the model's input %d"
                            .formatted(features.columns().size(), width));
        }
    }
}
