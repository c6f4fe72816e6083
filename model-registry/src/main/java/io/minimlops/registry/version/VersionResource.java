package io.minimlops.registry.version;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Versions over HTTP.
@Path("/api/v1/models/{name}/versions/{version}")
@RunOnVirtualThread
@Tag(name = "versions")
public class VersionResource {

    private final VersionCatalog versions;
    private final AliasLookup aliases;
    private final FileHashes hashes;

    VersionResource(VersionCatalog versions, AliasLookup aliases, FileHashes hashes) {
        this.versions = versions;
        this.aliases = aliases;
        this.hashes = hashes;
    }

    @GET
    public VersionView get(@PathParam("name") String name, @PathParam("version") String version) {
        ModelVersion found = versions.get(name, VersionNumber.parse(name, version));
        return VersionView.of(found, aliases.aliasesOf(found));
    }

    @GET
    @Path("manifest")
    public ManifestView manifest(
            @PathParam("name") String name, @PathParam("version") String version) {
        int number = VersionNumber.parse(name, version);
        return ManifestView.of(name, number, versions.manifest(name, number));
    }

    /// Reads every file and compares its hash.
    @POST
    @Path("verify")
    public IntegrityView verify(
            @PathParam("name") String name, @PathParam("version") String version) {
        Manifest manifest = versions.manifest(name, VersionNumber.parse(name, version));
        return IntegrityView.of(hashes.damages(manifest));
    }
}
