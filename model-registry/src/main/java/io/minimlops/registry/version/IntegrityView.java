package io.minimlops.registry.version;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// Whether a version's files are as they were registered.
public record IntegrityView(
        boolean intact, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Damage> damaged) {

    static IntegrityView of(List<Damage> damages) {
        return new IntegrityView(damages.isEmpty(), damages);
    }
}
