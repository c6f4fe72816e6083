package io.minimlops.registry.alias;

import io.minimlops.registry.Refusal.InvalidValue;
import io.minimlops.registry.Refused;
import io.minimlops.registry.alias.AliasBook.PointedAlias;
import io.minimlops.registry.version.VersionNumber;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Aliases over HTTP.
@Path("/api/v1/models/{name}/aliases/{alias}")
@RunOnVirtualThread
@Tag(name = "aliases")
public class AliasResource {

    private final AliasBook aliases;
    private final AliasRollback rollback;

    AliasResource(AliasBook aliases, AliasRollback rollback) {
        this.aliases = aliases;
        this.rollback = rollback;
    }

    @GET
    public PointedAlias get(@PathParam("name") String name, @PathParam("alias") String alias) {
        return aliases.get(name, alias);
    }

    @PUT
    public AliasMove set(
            @PathParam("name") String name,
            @PathParam("alias") String alias,
            @Nullable SetAlias wish) {
        SetAlias given = present(wish);
        int version = VersionNumber.parse(name, given.versionOrRefuse());
        return aliases.set(name, alias, version, given.cause());
    }

    @DELETE
    public AliasMove remove(
            @PathParam("name") String name,
            @PathParam("alias") String alias,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("reason") @Nullable String reason) {
        return aliases.remove(name, alias, Cause.of(actor == null ? "unknown" : actor, reason));
    }

    /// Takes the alias to the version it had before. Refused with 409 when there is none, or when
    /// its files are not what they were.
    ///
    /// @param requestKey repeating a request with the same key gives the same move instead of going
    ///     a step further back
    @POST
    @Path("rollback")
    public AliasMove rollBack(
            @PathParam("name") String name,
            @PathParam("alias") String alias,
            @HeaderParam("Idempotency-Key") @Nullable String requestKey,
            @Nullable RollBackAlias wish) {
        return rollback.rollBack(name, alias, present(wish).cause(requestKey));
    }

    @GET
    @Path("history")
    public History history(@PathParam("name") String name, @PathParam("alias") String alias) {
        return new History(aliases.history(name, alias));
    }

    private static <T> T present(@Nullable T body) {
        if (body == null) {
            throw new Refused(new InvalidValue("a JSON body is required"));
        }
        return body;
    }

    /// Newest first.
    public record History(List<AliasMove> moves) {}
}
