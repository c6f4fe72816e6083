package io.minimlops.features.offline;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/sources/{source}/data")
@RunOnVirtualThread
public class UploadResource {

    private static final int LONGEST_KEY = 200;

    private final SourceUpload upload;

    UploadResource(SourceUpload upload) {
        this.upload = upload;
    }

    @POST
    @Consumes("*/*")
    @Operation(summary = "Appends a Parquet or CSV file to a source, in one commit")
    public UploadReceipt append(
            @PathParam("source") String source,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = "application/vnd.apache.parquet",
                                        schema =
                                                @Schema(
                                                        implementation = String.class,
                                                        format = "binary")),
                                @Content(
                                        mediaType = "text/csv",
                                        schema = @Schema(implementation = String.class))
                            })
                    InputStream body) {
        if (idempotencyKey != null && idempotencyKey.length() > LONGEST_KEY) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "Idempotency-Key is longer than " + LONGEST_KEY + " characters"));
        }
        return upload.append(source, contentType, body, idempotencyKey);
    }
}
