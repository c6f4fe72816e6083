package io.minimlops.tracker.ui;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// `/` and `/static-files`: the user interface, or how to get it.
@Path("/")
@Produces(MediaType.WILDCARD)
@RunOnVirtualThread
public class UiResource {

    private final Optional<UiFolder> folder;

    UiResource(UiConfig config) {
        this.folder = config.uiDir().map(UiFolder::new);
    }

    @GET
    @Operation(hidden = true)
    public Response index(@Context Request request) throws IOException {
        Optional<java.nio.file.Path> index = folder.flatMap(it -> it.file(UiFolder.INDEX));
        return index.isPresent() ? answer(index.get(), request) : welcome();
    }

    @GET
    @Path("static-files/{path:.+}")
    @Operation(hidden = true)
    public Response asset(@PathParam("path") String path, @Context Request request)
            throws IOException {
        java.nio.file.Path file =
                folder.flatMap(it -> it.file(path))
                        .orElseThrow(() -> new WebApplicationException("/static-files", 404));
        return answer(file, request);
    }

    private static Response answer(java.nio.file.Path file, Request request) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        long changed = now.lastModifiedTime().toMillis();
        EntityTag tag =
                new EntityTag(Long.toHexString(now.size()) + "-" + Long.toHexString(changed));
        Date second = Date.from(now.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(second, tag);
        String name = file.getFileName().toString();
        return (unchanged == null
                        ? Response.ok(file.toFile(), AssetRules.mediaType(name))
                        : unchanged)
                .tag(tag)
                .lastModified(second)
                .header(HttpHeaders.CACHE_CONTROL, AssetRules.caching(name))
                .build();
    }

    private static Response welcome() throws IOException {
        try (InputStream page =
                Objects.requireNonNull(UiResource.class.getResourceAsStream("/ui/welcome.html"))) {
            return Response.ok(page.readAllBytes(), "text/html; charset=utf-8")
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .build();
        }
    }
}
