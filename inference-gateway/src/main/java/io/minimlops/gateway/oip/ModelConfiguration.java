package io.minimlops.gateway.oip;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.gateway.batch.BatchSettings;
import io.minimlops.gateway.deployment.Route;
import io.minimlops.gateway.model.ClassLabels;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.oip.ModelMetadata.TensorMetadata;
import java.util.List;

/// A model's configuration in the shape of Triton's `ModelConfig`.
final class ModelConfiguration {

    private ModelConfiguration() {}

    static ObjectNode of(String name, Route route) {
        LoadedVersion version = route.version();
        BatchSettings settings = route.queue().settings().batching();
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("name", name);
        config.put("platform", version.platform());
        config.put("backend", version.backend());
        config.put("max_batch_size", version.isBatchable() ? settings.maxRows() : 0);
        tensors(config.putArray("input"), ModelMetadata.inputs(version), version.isBatchable());
        tensors(
                config.putArray("output"),
                version.outputs().stream().map(TensorMetadata::of).toList(),
                version.isBatchable());
        if (!version.labels().names().isEmpty()) {
            config.path("output")
                    .forEach(
                            output ->
                                    ((ObjectNode) output).put("label_filename", ClassLabels.FILE));
        }
        config.putObject("response_cache").put("enable", route.queue().settings().cacheBytes() > 0);
        DynamicBatching.write(settings, config.putObject("dynamic_batching"));
        ObjectNode group = config.putArray("instance_group").addObject();
        group.put("name", name)
                .put("kind", "KIND_" + version.device())
                .put("count", settings.executors());
        ObjectNode parameters = config.putObject("parameters");
        parameters.putObject("manifest_digest").put("string_value", version.digest());
        return config;
    }

    /// Triton's dims leave the batch out.
    static void tensors(ArrayNode into, List<TensorMetadata> tensors, boolean batched) {
        for (TensorMetadata tensor : tensors) {
            ObjectNode node = into.addObject();
            node.put("name", tensor.name());
            node.put(
                    "data_type",
                    "TYPE_" + (tensor.datatype().equals("BYTES") ? "STRING" : tensor.datatype()));
            ArrayNode dims = node.putArray("dims");
            tensor.shape().stream().skip(batched ? 1 : 0).forEach(dims::add);
        }
    }
}
