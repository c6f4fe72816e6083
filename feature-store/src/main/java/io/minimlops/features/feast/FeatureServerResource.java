package io.minimlops.features.feast;

import io.minimlops.correlation.CorrelationId;
import io.minimlops.features.definition.DefinitionCatalog;
import io.minimlops.features.definition.Definitions;
import io.minimlops.features.feast.FeastRequests.GetOnlineFeatures;
import io.minimlops.features.feast.FeastRequests.Materialize;
import io.minimlops.features.feast.FeastRequests.PushRows;
import io.minimlops.features.feast.FeastRequests.WriteToOnlineStore;
import io.minimlops.features.online.OnlineReader;
import io.minimlops.features.push.BadFrame;
import io.minimlops.features.push.Frame;
import io.minimlops.features.push.Push;
import io.minimlops.features.push.PushTarget;
import io.minimlops.features.push.UnknownPushSource;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Feast's feature server. Any Content-Type is taken for JSON, as the peer does.
@Path("/")
@RunOnVirtualThread
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class FeatureServerResource {

    private final DefinitionCatalog catalog;
    private final OnlineReader online;
    private final Push push;
    private final MaterializeWire materialize;
    private final RegistryCheck registry;
    private final CorrelationId correlationId;

    FeatureServerResource(
            DefinitionCatalog catalog,
            OnlineReader online,
            Push push,
            MaterializeWire materialize,
            RegistryCheck registry,
            CorrelationId correlationId) {
        this.catalog = catalog;
        this.online = online;
        this.push = push;
        this.materialize = materialize;
        this.registry = registry;
        this.correlationId = correlationId;
    }

    @POST
    @Path("get-online-features")
    @Operation(summary = "The newest features of entities")
    public Response getOnlineFeatures(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    GetOnlineFeatures.class)))
                    InputStream body) {
        Definitions definitions = catalog.current();
        OnlineQuery query =
                OnlineQuery.of(WireBody.read(body, GetOnlineFeatures.class), definitions);
        return Response.ok(new OnlineAnswer(query, definitions, online)).build();
    }

    @POST
    @Path("push")
    @Operation(summary = "Writes rows to every view a push source feeds")
    public Response push(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = PushRows.class)))
                    InputStream body) {
        PushRows rows = WireBody.read(body, PushRows.class);
        PushTarget target =
                switch (rows.to() == null ? "online" : rows.to()) {
                    case "online" -> PushTarget.ONLINE;
                    case "offline" -> PushTarget.OFFLINE;
                    case "online_and_offline" -> PushTarget.ONLINE_AND_OFFLINE;
                    default ->
                            throw FeastError.badRequest(
                                    "'%s' is not a supported push mode: online, offline,"
                                                    .formatted(rows.to())
                                            + " online_and_offline");
                };
        push.push(
                required("push_source_name", rows.pushSourceName()),
                new Frame(required("df", rows.df())),
                target,
                correlationId.value());
        return Response.ok().build();
    }

    @POST
    @Path("write-to-online-store")
    @Operation(summary = "Writes rows to one view")
    public byte[] write(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    WriteToOnlineStore.class)))
                    InputStream body) {
        WriteToOnlineStore rows = WireBody.read(body, WriteToOnlineStore.class);
        String name = required("feature_view_name", rows.featureViewName());
        Frame frame = new Frame(required("df", rows.df()));
        push.write(OnlineQuery.view(name, catalog.current()), frame, correlationId.value());
        return WireBody.NULL.clone();
    }

    @POST
    @Path("materialize")
    @Operation(summary = "Brings the newest offline rows of a window online")
    public Response materialize(
            @QueryParam("async") boolean async,
            @QueryParam("force") boolean force,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = Materialize.class)))
                    InputStream body) {
        return materialize.window(
                WireBody.read(body, Materialize.class),
                new MaterializeWire.Mode(async, force),
                correlationId.value());
    }

    @POST
    @Path("materialize-incremental")
    @Operation(summary = "Materializes from where the last one ended")
    public Response materializeIncremental(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = Materialize.class)))
                    InputStream body) {
        return materialize.incremental(
                WireBody.read(body, Materialize.class), correlationId.value());
    }

    @GET
    @Path("health")
    @Operation(summary = "200 when the definitions can be read")
    public Response health() {
        registry.require();
        return Response.ok().build();
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw WireBody.missing(field);
        }
        return value;
    }

    @ServerExceptionMapper
    public Response unreadable(WireBody.Unreadable failure) {
        return FeastAnswers.json(422, failure.detail());
    }

    @ServerExceptionMapper
    public Response misfit(BadFrame failure) {
        return FeastAnswers.error(FeastError.badRequest(String.valueOf(failure.getMessage())));
    }

    @ServerExceptionMapper
    public Response unknownPushSource(UnknownPushSource failure) {
        return FeastAnswers.error(FeastError.pushSourceNotFound(failure.pushSource()));
    }

    @ServerExceptionMapper
    public Response refused(FeastError failure) {
        return FeastAnswers.error(failure);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure) {
        return FeastAnswers.unexpected(failure);
    }
}
