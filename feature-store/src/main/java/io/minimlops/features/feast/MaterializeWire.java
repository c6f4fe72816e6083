package io.minimlops.features.feast;

import io.minimlops.features.definition.Definition.FeatureView;
import io.minimlops.features.definition.DefinitionCatalog;
import io.minimlops.features.definition.Definitions;
import io.minimlops.features.feast.FeastRequests.Materialize;
import io.minimlops.features.materialization.Materialization;
import io.minimlops.features.offline.EventTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// `/materialize` and `/materialize-incremental`.
@ApplicationScoped
class MaterializeWire {

    private static final Logger LOG = Logger.getLogger(MaterializeWire.class);

    private final DefinitionCatalog catalog;
    private final Materialization materialization;

    MaterializeWire(DefinitionCatalog catalog, Materialization materialization) {
        this.catalog = catalog;
        this.materialization = materialization;
    }

    /// How the caller wants it done.
    ///
    /// @param async answer at once
    /// @param force even when it is under way
    record Mode(boolean async, boolean force) {
        static final Mode WAIT = new Mode(false, true);
    }

    Response window(Materialize request, Mode mode, String correlationId) {
        boolean ignoresTimes = Boolean.TRUE.equals(request.disableEventTimestamp());
        Instant start = ignoresTimes ? Instant.EPOCH : time("start_ts", request.startTs());
        Instant end = ignoresTimes ? Instant.now() : time("end_ts", request.endTs());
        if (!start.isBefore(end)) {
            throw FeastError.badRequest("start_ts is not before end_ts");
        }
        return run(views(request), start, end, mode, correlationId);
    }

    Response incremental(Materialize request, String correlationId) {
        return run(views(request), null, time("end_ts", request.endTs()), Mode.WAIT, correlationId);
    }

    private List<FeatureView> views(Materialize request) {
        Definitions definitions = catalog.current();
        List<String> names = request.featureViews();
        return names == null || names.isEmpty()
                ? List.copyOf(definitions.featureViews().values())
                : names.stream().map(name -> OnlineQuery.view(name, definitions)).toList();
    }

    private Response run(
            List<FeatureView> views,
            @Nullable Instant start,
            Instant end,
            Mode mode,
            String correlationId) {
        List<String> busy = materialization.running(views);
        if (!busy.isEmpty() && !mode.force()) {
            return FeastAnswers.json(
                    409, Map.of("error", "materialization is under way", "feature_views", busy));
        }
        Runnable work =
                () ->
                        views.forEach(
                                view ->
                                        materialization.materialize(
                                                view, start, end, correlationId));
        if (!mode.async()) {
            work.run();
            return FeastAnswers.json(200, null);
        }
        Thread.ofVirtual().name("materialize").start(() -> logged(work));
        List<String> names = views.stream().map(FeatureView::name).toList();
        return FeastAnswers.json(202, Map.of("status", "accepted", "feature_views", names));
    }

    private static void logged(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("materialization failed", e);
        }
    }

    private static Instant time(String field, @Nullable String text) {
        if (text == null) {
            throw FeastError.badRequest(field + " is missing");
        }
        try {
            Instant time = EventTime.parse(text);
            if (!EventTime.isSane(time)) {
                throw FeastError.badRequest(EventTime.RULE);
            }
            return time;
        } catch (DateTimeException e) {
            throw FeastError.badRequest(field + " '" + text + "' is not an ISO 8601 time");
        }
    }
}
