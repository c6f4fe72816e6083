package io.minimlops.gateway.oip.v1;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// Whether the server lives, where the V1 protocol asks it: at the root.
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class LivenessResource {

    /// @param status always `alive`; who is not does not answer
    public record Liveness(String status) {}

    @GET
    @NonBlocking
    public Liveness live() {
        return new Liveness("alive");
    }
}
