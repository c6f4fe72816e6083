package io.minimlops.registry.version;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What versions need to know of aliases.
public interface AliasLookup {

    Optional<Integer> versionOf(long modelId, String alias);

    /// Versions by alias, for each of the models.
    Map<Long, Map<String, Integer>> aliasesOf(Collection<Long> modelIds);

    /// Names of the aliases that point to a version, sorted.
    default List<String> aliasesOf(ModelVersion version) {
        return aliasesOf(List.of(version.modelId()))
                .getOrDefault(version.modelId(), Map.of())
                .entrySet()
                .stream()
                .filter(alias -> alias.getValue() == version.version())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
