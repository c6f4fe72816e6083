package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Refusal;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Tracing, gateway and other parts of MLflow that are not here. Where a client merely looks
/// whether there is something, there is nothing;
/// whoever wants to write is told that it cannot be done, with a status that is not retried.
@Path(
        "/{call:api/[23]\\.0/mlflow/(traces|scorers|gateway-proxy|gateway|issues|datasets|prompt-optimization|jobs|demo|review-queues|label-schemas|mcp|sessions)(/.*)?|v1/traces|gateway/.*}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class OutOfScopeResource {

    private static final Set<String> EMPTY_TO_GET =
            Set.of(
                    "2.0/traces",
                    "2.0/gateway-proxy",
                    "3.0/traces/batchGet",
                    "3.0/scorers/list",
                    "3.0/scorers/online-configs",
                    "3.0/datasets/search",
                    "3.0/gateway/secrets/list",
                    "3.0/gateway/endpoints/list",
                    "3.0/gateway/model-definitions/list",
                    "3.0/gateway/budgets/list",
                    "3.0/gateway/guardrails/list");

    private static final Set<String> EMPTY_TO_POST =
            Set.of(
                    "3.0/traces/search",
                    "3.0/traces/metrics",
                    "3.0/traces/batchGetInfos",
                    "3.0/datasets/search",
                    "3.0/issues/search");

    record GatewaySecrets(boolean secretsAvailable, boolean usingDefaultPassphrase) {}

    @GET
    @Operation(hidden = true)
    public Object get(@PathParam("call") String call) {
        return call.equals("api/3.0/mlflow/gateway/secrets/config")
                ? new GatewaySecrets(false, true)
                : answer(EMPTY_TO_GET, call);
    }

    @POST
    @Operation(hidden = true)
    public Object post(@PathParam("call") String call) {
        return answer(EMPTY_TO_POST, call);
    }

    @PUT
    @Operation(hidden = true)
    public Object put(@PathParam("call") String call) {
        return answer(Set.of(), call);
    }

    @PATCH
    @Operation(hidden = true)
    public Object patch(@PathParam("call") String call) {
        return answer(Set.of(), call);
    }

    @DELETE
    @Operation(hidden = true)
    public Object delete(@PathParam("call") String call) {
        return answer(Set.of(), call);
    }

    private static Done answer(Set<String> empty, String call) {
        if (empty.contains(call.replaceFirst("^api/(.*)/mlflow/", "$1/"))) {
            return Done.DONE;
        }
        throw new Refusal.Unsupported("This server has no " + call);
    }
}
