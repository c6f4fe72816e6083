package io.minimlops.tracker.sweep.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// All parameters of a sweep by their names, in the order they were written.
public record Space(SequencedMap<String, Domain> domains) {

    /// Each parameter drawn on its own.
    public SequencedMap<String, Object> sample(RandomGenerator random) {
        SequencedMap<String, Object> params = new LinkedHashMap<>();
        domains.forEach((name, domain) -> params.put(name, domain.sample(random)));
        return params;
    }

    /// How many points the grid has; [Long#MAX_VALUE] for more than that.
    public long gridSize() {
        long size = 1;
        for (Domain domain : domains.values()) {
            long high = Math.multiplyHigh(size, domain.count());
            size = high != 0 ? Long.MAX_VALUE : size * domain.count();
            if (size < 0) {
                return Long.MAX_VALUE;
            }
        }
        return size;
    }

    /// A point of the grid, from 0; the last parameter varies fastest.
    public SequencedMap<String, Object> gridPoint(long index) {
        SequencedMap<String, Object> params = new LinkedHashMap<>();
        long rest = index;
        for (Map.Entry<String, Domain> parameter : domains.reversed().entrySet()) {
            Domain domain = parameter.getValue();
            params.putFirst(parameter.getKey(), domain.at(rest % domain.count()));
            rest /= domain.count();
        }
        return params;
    }

    /// Names of the parameters a grid cannot go through.
    public String uncountable() {
        return domains.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isCountable())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }
}
