package io.minimlops.registry.mlflow;

import io.minimlops.registry.model.RegisteredModel;
import io.minimlops.registry.version.AliasLookup;
import io.minimlops.registry.version.ModelVersion;
import io.minimlops.registry.version.VersionCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Puts models and versions together with what MLflow shows beside them, with one query for many.
@ApplicationScoped
class WireViews {

    private final VersionCatalog versions;
    private final AliasLookup aliases;

    WireViews(VersionCatalog versions, AliasLookup aliases) {
        this.versions = versions;
        this.aliases = aliases;
    }

    WireModel of(RegisteredModel model) {
        return ofModels(List.of(model)).getFirst();
    }

    List<WireModel> ofModels(List<RegisteredModel> models) {
        Map<Long, List<ModelVersion>> latest = versions.newestPerStage(models);
        Map<Long, Map<String, Integer>> pointing =
                aliases.aliasesOf(models.stream().map(RegisteredModel::id).toList());
        return models.stream()
                .map(
                        model ->
                                WireModel.of(
                                        model,
                                        latest.getOrDefault(model.id(), List.of()),
                                        pointing.getOrDefault(model.id(), Map.of())))
                .toList();
    }

    WireVersion of(ModelVersion version) {
        return ofVersions(List.of(version)).getFirst();
    }

    List<WireVersion> ofVersions(List<ModelVersion> found) {
        Map<Long, Map<String, Integer>> pointing =
                aliases.aliasesOf(
                        found.stream().map(ModelVersion::modelId).collect(Collectors.toSet()));
        return found.stream()
                .map(
                        version ->
                                WireVersion.of(
                                        version,
                                        pointing.getOrDefault(version.modelId(), Map.of())))
                .toList();
    }
}
