package io.minimlops.features.push;

import io.minimlops.events.FeatureEvent.FeaturesWritten;
import io.minimlops.features.definition.Definition.FeatureView;
import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.definition.DefinitionCatalog;
import io.minimlops.features.definition.Definitions;
import io.minimlops.features.online.FeatureLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Takes pushed rows in. Everything is checked before anything is written; offline comes first, so
/// that what can be served can be learned from.
@ApplicationScoped
public class Push {

    private final DefinitionCatalog catalog;
    private final FeatureLog log;
    private final OfflineFrames offline;

    Push(DefinitionCatalog catalog, FeatureLog log, OfflineFrames offline) {
        this.catalog = catalog;
        this.log = log;
        this.offline = offline;
    }

    /// Writes to every view the push source feeds.
    ///
    /// @throws UnknownPushSource when it feeds none
    /// @throws BadFrame when the rows do not fit one of them; nothing is written
    public void push(String pushSource, Frame frame, PushTarget target, String correlationId) {
        Definitions definitions = catalog.current();
        List<FeatureView> views = definitions.fedBy(pushSource);
        if (views.isEmpty()) {
            throw new UnknownPushSource(pushSource);
        }
        List<FeaturesWritten> rows = new ArrayList<>();
        Map<Source, SourceRows> tables = new LinkedHashMap<>();
        for (FeatureView view : views) {
            rows.addAll(new ViewRows(definitions, view).read(frame, true));
            if (target.isOffline()) {
                Source source = Objects.requireNonNull(definitions.sources().get(view.source()));
                tables.computeIfAbsent(source, wanted -> SourceRows.read(wanted, frame));
            }
        }
        tables.values().forEach(offline::append);
        if (target.isOnline()) {
            log.write(rows, correlationId);
        }
    }

    /// Writes to one view, online.
    public void write(FeatureView view, Frame frame, String correlationId) {
        log.write(new ViewRows(catalog.current(), view).read(frame, false), correlationId);
    }
}
