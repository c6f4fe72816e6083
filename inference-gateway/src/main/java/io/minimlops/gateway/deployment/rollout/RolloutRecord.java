package io.minimlops.gateway.deployment.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.gateway.json.KeptJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A rollout as the deployment's event keeps it.
///
/// @param id of this rollout; another one of the same version has another
/// @param revision grows by one with every decision
/// @param history newest first, the latest [#MOST]
public record RolloutRecord(
        String id, long revision, String version, RolloutState state, List<Decision> history) {

    static final int MOST = 50;

    private static final JsonMapper JSON = KeptJson.MAPPER;

    /// One step of the story.
    ///
    /// @param who a person, or `rollout`
    /// @param state the word of the state that followed
    /// @param percent the version's share from then on
    /// @param evidence that it was decided on; absent when somebody said so
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Decision(
            Instant at,
            String who,
            String state,
            int percent,
            @Nullable String why,
            @Nullable Evidence evidence) {}

    public static RolloutRecord begin(String id, String version, Decision first) {
        return new RolloutRecord(
                id, 1, version, new RolloutState.Running(0, first.at()), List.of(first));
    }

    public RolloutRecord then(RolloutState next, Decision decision) {
        List<Decision> all = new ArrayList<>(List.of(decision));
        all.addAll(history);
        return new RolloutRecord(
                id,
                revision + 1,
                version,
                next,
                List.copyOf(all.subList(0, Math.min(MOST, all.size()))));
    }

    /// Whether the other tells an earlier part of the same story.
    public boolean isNewerThan(@Nullable RolloutRecord other) {
        return other != null && id.equals(other.id) && revision > other.revision;
    }

    public boolean isActive() {
        return state instanceof RolloutState.Active;
    }

    /// As the event keeps it.
    public static @Nullable RolloutRecord kept(@Nullable Map<String, Object> json) {
        return json == null ? null : JSON.convertValue(json, RolloutRecord.class);
    }

    public Map<String, Object> toKeep() {
        return JSON.convertValue(this, new TypeReference<Map<String, Object>>() {});
    }
}
