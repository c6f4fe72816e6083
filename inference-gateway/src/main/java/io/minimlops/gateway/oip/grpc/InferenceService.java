package io.minimlops.gateway.oip.grpc;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.minimlops.gateway.inference.InferenceRefused;
import io.minimlops.gateway.oip.ModelDirectory;
import io.minimlops.gateway.oip.ModelRepository;
import io.minimlops.gateway.oip.OnLoop;
import io.minimlops.gateway.oip.ServerDescription;
import io.minimlops.oip.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import io.minimlops.oip.ModelConfigRequest;
import io.minimlops.oip.ModelConfigResponse;
import io.minimlops.oip.ModelInferRequest;
import io.minimlops.oip.ModelInferResponse;
import io.minimlops.oip.ModelMetadataRequest;
import io.minimlops.oip.ModelMetadataResponse;
import io.minimlops.oip.ModelReadyRequest;
import io.minimlops.oip.ModelReadyResponse;
import io.minimlops.oip.ModelStatisticsRequest;
import io.minimlops.oip.ModelStatisticsResponse;
import io.minimlops.oip.ModelStreamInferResponse;
import io.minimlops.oip.RepositoryIndexRequest;
import io.minimlops.oip.RepositoryIndexResponse;
import io.minimlops.oip.RepositoryModelLoadRequest;
import io.minimlops.oip.RepositoryModelLoadResponse;
import io.minimlops.oip.RepositoryModelUnloadRequest;
import io.minimlops.oip.RepositoryModelUnloadResponse;
import io.minimlops.oip.ServerLiveRequest;
import io.minimlops.oip.ServerLiveResponse;
import io.minimlops.oip.ServerMetadataRequest;
import io.minimlops.oip.ServerMetadataResponse;
import io.minimlops.oip.ServerReadyRequest;
import io.minimlops.oip.ServerReadyResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.RunOnVirtualThread;

/// `inference.GRPCInferenceService`. Tracing and log settings are not offered. Inference stays on
/// the event loop: no thread waits while a model runs.
@GrpcService
public class InferenceService extends GRPCInferenceServiceImplBase {

    private final GrpcInference inference;
    private final ModelDirectory directory;
    private final ModelRepository repository;
    private final ServerDescription server;

    InferenceService(
            GrpcInference inference,
            ModelDirectory directory,
            ModelRepository repository,
            ServerDescription server) {
        this.inference = inference;
        this.directory = directory;
        this.repository = repository;
        this.server = server;
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> answer) {
        inference
                .infer(request, Context.current(), OnLoop.current())
                .whenComplete((response, failure) -> UnaryAnswer.tell(answer, response, failure));
    }

    @Override
    public StreamObserver<ModelInferRequest> modelStreamInfer(
            StreamObserver<ModelStreamInferResponse> answers) {
        return new InferenceStream(
                (ServerCallStreamObserver<ModelStreamInferResponse>) answers,
                inference,
                OnLoop.current());
    }

    @Override
    @RunOnVirtualThread
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> answer) {
        UnaryAnswer.tell(answer, () -> ServerLiveResponse.newBuilder().setLive(true).build());
    }

    @Override
    @RunOnVirtualThread
    public void serverReady(
            ServerReadyRequest request, StreamObserver<ServerReadyResponse> answer) {
        UnaryAnswer.tell(
                answer, () -> ServerReadyResponse.newBuilder().setReady(server.isReady()).build());
    }

    @Override
    @RunOnVirtualThread
    public void serverMetadata(
            ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> answer) {
        UnaryAnswer.tell(
                answer,
                () ->
                        ServerMetadataResponse.newBuilder()
                                .setName(server.metadata().name())
                                .setVersion(server.metadata().version())
                                .addAllExtensions(server.metadata().extensions())
                                .build());
    }

    @Override
    @RunOnVirtualThread
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> answer) {
        UnaryAnswer.tell(
                answer, () -> ModelReadyResponse.newBuilder().setReady(isReady(request)).build());
    }

    /// A model that is known and not ready is an answer here, not an error.
    private boolean isReady(ModelReadyRequest request) {
        try {
            directory.requireReady(request.getName(), GrpcInference.version(request.getVersion()));
            return true;
        } catch (InferenceRefused e) {
            return false;
        }
    }

    @Override
    @RunOnVirtualThread
    public void modelMetadata(
            ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> answer) {
        UnaryAnswer.tell(
                answer,
                () ->
                        ModelMessages.metadata(
                                directory.metadata(
                                        request.getName(),
                                        GrpcInference.version(request.getVersion()))));
    }

    @Override
    @RunOnVirtualThread
    public void modelConfig(
            ModelConfigRequest request, StreamObserver<ModelConfigResponse> answer) {
        UnaryAnswer.tell(
                answer,
                () ->
                        ModelMessages.configuration(
                                directory.configuration(
                                        request.getName(),
                                        GrpcInference.version(request.getVersion()))));
    }

    @Override
    @RunOnVirtualThread
    public void modelStatistics(
            ModelStatisticsRequest request, StreamObserver<ModelStatisticsResponse> answer) {
        UnaryAnswer.tell(
                answer,
                () ->
                        ModelMessages.statistics(
                                request.getName().isEmpty()
                                        ? directory.statistics()
                                        : directory.statistics(
                                                request.getName(),
                                                GrpcInference.version(request.getVersion()))));
    }

    @Override
    @RunOnVirtualThread
    public void repositoryIndex(
            RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> answer) {
        UnaryAnswer.tell(answer, () -> ModelMessages.index(repository.index(request.getReady())));
    }

    @Override
    @RunOnVirtualThread
    public void repositoryModelLoad(
            RepositoryModelLoadRequest request,
            StreamObserver<RepositoryModelLoadResponse> answer) {
        UnaryAnswer.tell(
                answer,
                () -> {
                    String model = model(request.getModelName(), request.getRepositoryName());
                    repository.load(model, request.getParametersMap().keySet());
                    return RepositoryModelLoadResponse.newBuilder()
                            .setModelName(model)
                            .setIsLoaded(true)
                            .build();
                });
    }

    @Override
    @RunOnVirtualThread
    public void repositoryModelUnload(
            RepositoryModelUnloadRequest request,
            StreamObserver<RepositoryModelUnloadResponse> answer) {
        UnaryAnswer.tell(
                answer,
                () -> {
                    String model = model(request.getModelName(), request.getRepositoryName());
                    repository.unload(model);
                    return RepositoryModelUnloadResponse.newBuilder()
                            .setModelName(model)
                            .setIsUnloaded(true)
                            .build();
                });
    }

    /// KServe's clients put the model's name where Triton's put the repository's.
    private static String model(String name, String repository) {
        return name.isEmpty() ? repository : name;
    }
}
