package io.minimlops.gateway.feature;

import io.minimlops.gateway.batch.BatchRunner;
import io.minimlops.gateway.batch.BatchRunner.Ran;
import io.minimlops.gateway.batch.BatchRunner.Timing;
import io.minimlops.gateway.batch.BatchSettings;
import io.minimlops.gateway.batch.Batcher;
import io.minimlops.gateway.batch.Work;
import io.minimlops.gateway.feature.FeatureConfig.WhenAway;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Lookups that wait while others are under way share the next call, provided they ask for the same
/// features as of the same time.
@ApplicationScoped
public class FeatureLookups {

    private static final Logger LOG = Logger.getLogger(FeatureLookups.class);

    private final OnlineFeatures store;
    private final WhenAway whenAway;
    private final LongAdder calls = new LongAdder();

    /// Told once per outage, not once per request.
    private final AtomicBoolean away = new AtomicBoolean();

    private final Batcher<Question, Lookup, FeatureRows> batcher;

    FeatureLookups(OnlineFeatures store, FeatureConfig config) {
        this.store = store;
        this.whenAway = config.whenAway();
        this.batcher =
                new Batcher<>(
                        BatchSettings.of(config.maxRows(), config.maxCalls()),
                        Asking::new,
                        Thread.ofPlatform().daemon().name("feature-lookup-", 0).factory(),
                        batch -> calls.increment());
    }

    /// What must agree for two lookups to share a call.
    private record Question(
            List<String> references, List<String> entities, @Nullable Instant eventTime) {}

    private record Lookup(Question question, Keys keys) {}

    /// @throws FeatureStoreAway when the feature store is away and requests are to be refused then
    public FeatureRows lookUp(FeatureSpec spec, Keys keys, @Nullable Instant eventTime)
            throws FeatureStoreAway, InterruptedException {
        List<String> references = spec.references();
        try {
            Question question = new Question(references, spec.entities(), eventTime);
            Lookup lookup = new Lookup(question, keys);
            return batcher.submit(Work.of(question, keys.size(), lookup)).await().result();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof FeatureStoreAway away)) {
                throw new IllegalStateException("the lookup failed", e.getCause());
            }
            if (!this.away.getAndSet(true)) {
                LOG.warnf("%s", away.getMessage());
            }
            if (whenAway == WhenAway.REFUSE) {
                throw away;
            }
            return FeatureRows.missing(
                    references.stream().map(name -> name.replaceFirst(":", "__")).toList(),
                    keys.size());
        }
    }

    /// One call for several lookups.
    private final class Asking implements BatchRunner<Lookup, FeatureRows> {

        @Override
        public Ran<FeatureRows> run(List<Lookup> lookups)
                throws FeatureStoreAway, InterruptedException {
            Question question = lookups.getFirst().question();
            List<List<Object>> rows = new ArrayList<>();
            lookups.forEach(lookup -> rows.addAll(lookup.keys().rows()));
            FeatureRows all =
                    store.lookUp(
                            question.references(), question.entities(), rows, question.eventTime());
            if (away.getAndSet(false)) {
                LOG.info("feature-store answers again");
            }
            List<FeatureRows> parts = new ArrayList<>(lookups.size());
            int from = 0;
            for (Lookup lookup : lookups) {
                parts.add(all.slice(from, from + lookup.keys().size()));
                from += lookup.keys().size();
            }
            return new Ran<>(parts, Timing.NONE);
        }
    }

    /// Calls answered by the feature store so far.
    public long calls() {
        return calls.sum();
    }

    @PreDestroy
    void close() {
        batcher.close();
    }
}
