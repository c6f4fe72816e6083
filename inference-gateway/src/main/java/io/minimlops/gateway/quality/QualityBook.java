package io.minimlops.gateway.quality;

import io.minimlops.gateway.quality.LatestPairs.Pairs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The quality of every version that feedback came for lately, per deployment.
@ApplicationScoped
public class QualityBook implements JoinedFeedbackListener {

    private final int latest;
    private final Clock clock;
    private final Map<Key, Track> tracks;

    @Inject
    QualityBook(QualityConfig config) {
        this(config.latest(), config.versions(), Clock.systemUTC());
    }

    QualityBook(int latest, int versions, Clock clock) {
        this.latest = latest;
        this.clock = clock;
        this.tracks =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Key, Track> eldest) {
                        return size() > versions;
                    }
                };
    }

    private record Key(String deployment, String version) {}

    /// @param role the one it answered in when feedback came last
    private record Track(LatestPairs labels, LatestPairs rewards, String role) {

        Figures since(long millis) {
            return Figures.of(labels.since(millis), rewards.since(millis));
        }
    }

    /// A version's figures, and the role it had when feedback came last.
    public record Standing(String version, String role, Figures figures) {}

    @Override
    public void joined(JoinedFeedback feedback) {
        Arm arm = feedback.arm();
        Track track = track(arm);
        long now = clock.millis();
        switch (feedback.truth()) {
            case Truth.Label(double value) -> {
                if (Double.isFinite(feedback.prediction())) {
                    track.labels().add(feedback.prediction(), value, now);
                }
            }
            case Truth.Reward(double value) ->
                    track.rewards().add(feedback.prediction(), value, now);
        }
    }

    private synchronized Track track(Arm arm) {
        Key key = new Key(arm.deployment(), arm.version());
        Track track = tracks.get(key);
        if (track == null) {
            track = new Track(new LatestPairs(latest), new LatestPairs(latest), arm.role());
        } else if (!track.role().equals(arm.role())) {
            track = new Track(track.labels(), track.rewards(), arm.role());
        }
        tracks.put(key, track);
        return track;
    }

    /// The figures of one version from feedback that came since then; of nothing when none did.
    public Figures figures(String deployment, String version, Instant since) {
        Track track;
        synchronized (this) {
            track = tracks.get(new Key(deployment, version));
        }
        Pairs none = new Pairs(new double[0], new double[0]);
        return track == null ? Figures.of(none, none) : track.since(since.toEpochMilli());
    }

    /// Every version of a deployment that feedback came for.
    public List<Standing> standings(String deployment, Instant since) {
        Map<String, Track> found = new TreeMap<>();
        synchronized (this) {
            tracks.forEach(
                    (key, track) -> {
                        if (key.deployment().equals(deployment)) {
                            found.put(key.version(), track);
                        }
                    });
        }
        return found.entrySet().stream()
                .map(
                        each ->
                                new Standing(
                                        each.getKey(),
                                        each.getValue().role(),
                                        each.getValue().since(since.toEpochMilli())))
                .toList();
    }
}
