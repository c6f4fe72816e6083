package io.minimlops.gateway.feature;

import io.minimlops.gateway.batch.BatchRunner;
import io.minimlops.gateway.batch.BatchRunner.Ran;
import io.minimlops.gateway.batch.BatchRunner.Timing;
import io.minimlops.gateway.batch.BatchSettings;
import io.minimlops.gateway.batch.Batcher;
import io.minimlops.gateway.batch.Work;
import io.minimlops.gateway.feature.FeatureConfig.WhenAway;
import io.minimlops.gateway.feature.OnlineFeatures.Question;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Lookups that wait while others are under way share the next call, provided they ask for the same
/// features; each row brings its own time. While the feature store is away, nobody waits for it.
@ApplicationScoped
public class FeatureLookups {

    private static final Logger LOG = Logger.getLogger(FeatureLookups.class);

    private final OnlineFeatures store;
    private final WhenAway whenAway;
    private final Circuit circuit;
    private final LongAdder calls = new LongAdder();
    private final Batcher<Question, Lookup, FeatureRows> batcher;

    FeatureLookups(OnlineFeatures store, FeatureConfig config) {
        this.store = store;
        this.whenAway = config.whenAway();
        this.circuit =
                new Circuit(config.circuitFailures(), config.circuitPause(), System::nanoTime);
        this.batcher =
                new Batcher<>(
                        BatchSettings.of(config.maxRows(), config.maxCalls()),
                        Asking::new,
                        Thread.ofPlatform().daemon().name("feature-lookup-", 0).factory(),
                        batch -> calls.increment());
    }

    private record Lookup(Question question, Keys keys, @Nullable Instant eventTime) {}

    /// @param service asked instead of the features that the model's file names, if given
    /// @param eventTime what ages are judged against; absent: now
    /// @throws FeatureStoreAway when the feature store is away and requests are to be refused then
    /// @throws InvalidFeatureRequest when the feature store does not take the keys
    public FeatureRows lookUp(
            FeatureSpec spec, @Nullable String service, Keys keys, @Nullable Instant eventTime)
            throws FeatureStoreAway, InterruptedException {
        Question question = new Question(service, spec.references(), spec.entities());
        try {
            if (!circuit.admits()) {
                throw new FeatureStoreAway("feature-store is away; it is asked again soon");
            }
            return ask(new Lookup(question, keys, eventTime));
        } catch (FeatureStoreAway away) {
            if (whenAway == WhenAway.REFUSE) {
                throw away;
            }
            return FeatureRows.missing(question.names(), keys.size());
        }
    }

    private FeatureRows ask(Lookup lookup) throws FeatureStoreAway, InterruptedException {
        try {
            return batcher.submit(Work.of(lookup.question(), lookup.keys().size(), lookup))
                    .await()
                    .result();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FeatureStoreAway away) {
                throw away;
            }
            if (e.getCause() instanceof InvalidFeatureRequest invalid) {
                throw invalid;
            }
            throw new IllegalStateException("the lookup failed", e.getCause());
        }
    }

    /// One call for several lookups.
    private final class Asking implements BatchRunner<Lookup, FeatureRows> {

        @Override
        public Ran<FeatureRows> run(List<Lookup> lookups)
                throws FeatureStoreAway, InterruptedException {
            List<List<Object>> rows = new ArrayList<>();
            List<@Nullable Instant> times = new ArrayList<>();
            for (Lookup lookup : lookups) {
                rows.addAll(lookup.keys().rows());
                times.addAll(Collections.nCopies(lookup.keys().size(), lookup.eventTime()));
            }
            FeatureRows all = call(lookups.getFirst().question(), rows, times);
            List<FeatureRows> parts = new ArrayList<>(lookups.size());
            int from = 0;
            for (Lookup lookup : lookups) {
                parts.add(all.slice(from, from + lookup.keys().size()));
                from += lookup.keys().size();
            }
            return new Ran<>(parts, Timing.NONE);
        }

        private FeatureRows call(
                Question question, List<List<Object>> rows, List<@Nullable Instant> times)
                throws FeatureStoreAway, InterruptedException {
            try {
                FeatureRows answer = store.lookUp(question, rows, times);
                answered();
                return answer;
            } catch (InvalidFeatureRequest e) {
                answered();
                throw e;
            } catch (FeatureStoreAway e) {
                if (circuit.failed()) {
                    LOG.warnf("%s; it is not asked for a while", e.getMessage());
                }
                throw e;
            }
        }

        private void answered() {
            if (circuit.succeeded()) {
                LOG.info("feature-store answers again");
            }
        }

        /// One request's keys must not fail the others that share its call.
        @Override
        public boolean mayBeOnePayloadsFault(Exception failure) {
            return failure instanceof InvalidFeatureRequest;
        }
    }

    /// Calls answered by the feature store so far.
    public long calls() {
        return calls.sum();
    }

    /// Lookups that wait for a call.
    int pending() {
        return batcher.pending();
    }

    @PreDestroy
    void close() {
        batcher.close();
    }
}
