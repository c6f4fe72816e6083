package io.minimlops.gateway.registry;

import io.minimlops.gateway.model.ModelConfig;
import java.util.List;
import java.util.Map;

/// What the registry would have told.
public final class AliasTables {

    private AliasTables() {}

    /// Models whose champion is version 1; nothing is kept on disk.
    public static AliasTable ofChampions(List<String> models, ModelConfig config) {
        AliasTable table = new AliasTable(config, file -> {});
        table.synchronize(
                models.stream()
                        .map(name -> new RegisteredModel(name, List.of(), Map.of("champion", "1")))
                        .toList(),
                table.mark());
        return table;
    }
}
