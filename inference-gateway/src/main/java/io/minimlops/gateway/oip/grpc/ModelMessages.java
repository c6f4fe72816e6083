package io.minimlops.gateway.oip.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.minimlops.gateway.oip.ModelMetadata;
import io.minimlops.gateway.oip.ModelMetadata.TensorMetadata;
import io.minimlops.gateway.oip.ModelRepository;
import io.minimlops.oip.ModelConfigResponse;
import io.minimlops.oip.ModelMetadataResponse;
import io.minimlops.oip.ModelStatisticsResponse;
import io.minimlops.oip.RepositoryIndexResponse;
import java.util.List;

/// What is told of models, as messages.
final class ModelMessages {

    private static final JsonFormat.Parser JSON = JsonFormat.parser().ignoringUnknownFields();

    private ModelMessages() {}

    static ModelMetadataResponse metadata(ModelMetadata metadata) {
        return ModelMetadataResponse.newBuilder()
                .setName(metadata.name())
                .addAllVersions(metadata.versions())
                .setPlatform(metadata.platform())
                .addAllInputs(tensors(metadata.inputs()))
                .addAllOutputs(tensors(metadata.outputs()))
                .build();
    }

    private static List<ModelMetadataResponse.TensorMetadata> tensors(List<TensorMetadata> all) {
        return all.stream()
                .map(
                        tensor ->
                                ModelMetadataResponse.TensorMetadata.newBuilder()
                                        .setName(tensor.name())
                                        .setDatatype(tensor.datatype())
                                        .addAllShape(tensor.shape())
                                        .build())
                .toList();
    }

    static ModelConfigResponse configuration(JsonNode configuration) {
        ModelConfigResponse.Builder response = ModelConfigResponse.newBuilder();
        merge(configuration, response.getConfigBuilder());
        return response.build();
    }

    static ModelStatisticsResponse statistics(JsonNode statistics) {
        ModelStatisticsResponse.Builder response = ModelStatisticsResponse.newBuilder();
        merge(statistics, response);
        return response.build();
    }

    static RepositoryIndexResponse index(List<ModelRepository.IndexEntry> entries) {
        RepositoryIndexResponse.Builder index = RepositoryIndexResponse.newBuilder();
        entries.forEach(
                entry ->
                        index.addModelsBuilder()
                                .setName(entry.name())
                                .setVersion(entry.version())
                                .setState(entry.state())
                                .setReason(entry.reason()));
        return index.build();
    }

    /// The messages have the names that the JSON has.
    private static void merge(JsonNode json, Message.Builder into) {
        try {
            JSON.merge(json.toString(), into);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
