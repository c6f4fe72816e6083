package io.minimlops.gateway.registry;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.gateway.model.ModelConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Which version each alias of each model points to, as far as this process has heard.
///
/// Events are newer than an answer of the registry that was asked for before they came, so such an
/// answer does not undo them.
@ApplicationScoped
public class AliasTable {

    private static final Logger LOG = Logger.getLogger(AliasTable.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Executor keeping;
    private final Map<String, Map<String, String>> aliases = new TreeMap<>();
    private final Map<String, Long> lastEvent = new HashMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    private boolean remembering;
    private long events;

    @Inject
    AliasTable(ModelConfig config) {
        this(config, task -> Thread.ofVirtual().name("keep-aliases").start(task));
    }

    /// @param keeping writes the file
    AliasTable(ModelConfig config, Executor keeping) {
        this.file = config.dataDir().resolve("aliases.json");
        this.keeping = keeping;
        recall();
    }

    public synchronized Optional<String> version(String model, String alias) {
        return Optional.ofNullable(aliases.getOrDefault(model, Map.of()).get(alias));
    }

    /// Models that have the alias.
    public synchronized List<String> modelsWith(String alias) {
        List<String> models = new ArrayList<>();
        aliases.forEach(
                (model, targets) -> {
                    if (targets.containsKey(alias)) {
                        models.add(model);
                    }
                });
        return models;
    }

    /// An event said so.
    ///
    /// @param version absent when the alias was removed
    public synchronized void moved(String model, String alias, @Nullable String version) {
        lastEvent.put(model, ++events);
        Map<String, String> targets = new TreeMap<>(aliases.getOrDefault(model, Map.of()));
        if (version == null) {
            targets.remove(alias);
        } else {
            targets.put(alias, version);
        }
        replace(model, targets);
    }

    /// To be taken before the registry is asked.
    public synchronized long mark() {
        return events;
    }

    /// The registry's answer to a question asked at the mark.
    public synchronized void synchronize(List<RegisteredModel> models, long mark) {
        Map<String, Map<String, String>> heard = new HashMap<>();
        models.forEach(model -> heard.put(model.name(), model.aliases()));
        TreeSet<String> all = new TreeSet<>(aliases.keySet());
        all.addAll(heard.keySet());
        for (String model : all) {
            if (lastEvent.getOrDefault(model, 0L) <= mark) {
                replace(model, heard.getOrDefault(model, Map.of()));
            }
        }
    }

    private void replace(String model, Map<String, String> targets) {
        Map<String, String> before =
                targets.isEmpty()
                        ? aliases.remove(model)
                        : aliases.put(model, new TreeMap<>(targets));
        if (!targets.equals(before == null ? Map.of() : before) && !remembering) {
            remembering = true;
            keeping.execute(this::remember);
        }
    }

    /// Writes all of it, so what changes while the file is being written shares the next writing.
    private void remember() {
        writing.lock();
        try {
            byte[] content = content();
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, content);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warnf("the aliases could not be kept: %s", e.getMessage());
        } finally {
            writing.unlock();
        }
    }

    private synchronized byte[] content() throws IOException {
        remembering = false;
        return JSON.writeValueAsBytes(aliases);
    }

    private void recall() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            aliases.putAll(JSON.readValue(file.toFile(), new TypeReference<>() {}));
        } catch (IOException e) {
            LOG.warnf("the kept aliases cannot be read: %s", e.getMessage());
        }
    }
}
