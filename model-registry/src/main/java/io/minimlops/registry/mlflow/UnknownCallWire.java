package io.minimlops.registry.mlflow;

import io.minimlops.registry.mlflow.WireError.Code;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// MLflow calls that are not the registry's: clients fall back on the code `ENDPOINT_NOT_FOUND`.
@Path("/{prefix:api|ajax-api}/{version}/mlflow/{call:.*}")
public class UnknownCallWire {

    @GET
    @Operation(hidden = true)
    public Response get(@Context UriInfo uri) {
        return unknown(uri);
    }

    @POST
    @Operation(hidden = true)
    public Response post(@Context UriInfo uri) {
        return unknown(uri);
    }

    @PATCH
    @Operation(hidden = true)
    public Response patch(@Context UriInfo uri) {
        return unknown(uri);
    }

    @DELETE
    @Operation(hidden = true)
    public Response delete(@Context UriInfo uri) {
        return unknown(uri);
    }

    private static Response unknown(UriInfo uri) {
        return WireErrors.answer(
                new WireError(Code.ENDPOINT_NOT_FOUND, "No such call: " + uri.getPath()));
    }
}
