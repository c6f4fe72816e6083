package io.minimlops.features.definition;

import io.minimlops.features.definition.Definition.Change;
import io.minimlops.features.definition.Definition.Kind;
import io.minimlops.features.definition.Definition.Source;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The definitions in force. Reads are answered from memory, so the online path needs no database;
/// a change made through another replica is seen within seconds.
@ApplicationScoped
public class DefinitionCatalog {

    private static final Logger LOG = Logger.getLogger(DefinitionCatalog.class);
    private static final long REFRESH_SECONDS = 3;

    private final DefinitionTable table;
    private final SourceTables sourceTables;
    private final ScheduledExecutorService refresher =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("definitions").factory());
    private volatile Definitions current = Definitions.NONE;

    DefinitionCatalog(DefinitionTable table, SourceTables sourceTables) {
        this.table = table;
        this.sourceTables = sourceTables;
    }

    void start(@Observes StartupEvent started) {
        refresh();
        refresher.scheduleWithFixedDelay(
                this::refresh, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent stopped) {
        refresher.shutdownNow();
    }

    public Definitions current() {
        return current;
    }

    public Source source(String name) {
        return required(Kind.SOURCE, name, current.sources().get(name));
    }

    public Definition.FeatureService featureService(String name) {
        return required(Kind.FEATURE_SERVICE, name, current.featureServices().get(name));
    }

    private static <D> D required(Kind kind, String name, @Nullable D found) {
        if (found == null) {
            throw new ProblemException(new Problem.NotFound(kind.label(), name));
        }
        return found;
    }

    /// Applies a document, all of it or nothing: the new definitions come into force with one
    /// commit, after the tables they need are there.
    public List<Change> apply(byte[] yaml, String correlationId) {
        DefinitionDocument document = DefinitionDocument.parse(yaml);
        ChangeRules.Outcome outcome =
                table.change(
                        present -> {
                            ChangeRules.Outcome next = ChangeRules.apply(present, document);
                            next.changed().stream()
                                    .filter(Source.class::isInstance)
                                    .map(Source.class::cast)
                                    .forEach(
                                            source ->
                                                    sourceTables.ensure(
                                                            source,
                                                            next.next().keyColumns(source)));
                            return next;
                        },
                        new String(yaml, StandardCharsets.UTF_8),
                        correlationId);
        refresh();
        return outcome.changes();
    }

    private synchronized void refresh() {
        try {
            if (table.version() != current.version()) {
                current = table.load();
            }
        } catch (SQLException | ProblemException e) {
            LOG.warnf("definitions not refreshed: %s", e.getMessage());
        }
    }
}
