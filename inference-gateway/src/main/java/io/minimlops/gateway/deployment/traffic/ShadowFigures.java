package io.minimlops.gateway.deployment.traffic;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.gateway.deployment.traffic.ShadowTally.Example;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A shadow's comparison with the versions that answered.
///
/// @param compared copies that ran
/// @param incomparable of these, whose outputs have other names, types or shapes
/// @param dropped copies that found too many waiting
/// @param failed copies that the shadow did not answer
/// @param flips rows decided otherwise
/// @param differing values beyond the tolerance
/// @param examples the latest requests that differed
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShadowFigures(
        Instant since,
        long compared,
        long incomparable,
        long dropped,
        long failed,
        @Nullable String lastFailure,
        long rows,
        long flips,
        double flipShare,
        long values,
        long differing,
        double differingShare,
        double meanAbsoluteDifference,
        double maxAbsoluteDifference,
        List<Example> examples) {}
