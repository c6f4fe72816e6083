package io.minimlops.registry.mlflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.minimlops.problem.Outage;
import io.minimlops.problem.Problem;
import io.minimlops.registry.Refusal;
import io.minimlops.registry.Refusal.AliasNotFound;
import io.minimlops.registry.Refusal.DamagedVersion;
import io.minimlops.registry.Refusal.DeletedVersion;
import io.minimlops.registry.Refusal.DependencyAway;
import io.minimlops.registry.Refusal.InvalidValue;
import io.minimlops.registry.Refusal.ModelExists;
import io.minimlops.registry.Refusal.ModelNotFound;
import io.minimlops.registry.Refusal.NoEarlierVersion;
import io.minimlops.registry.Refusal.NoManifest;
import io.minimlops.registry.Refusal.Overtaken;
import io.minimlops.registry.Refusal.SourceNotFound;
import io.minimlops.registry.Refusal.VersionNotFound;
import io.minimlops.registry.Refused;
import io.minimlops.registry.mlflow.WireError.Code;
import io.minimlops.registry.mlflow.WireError.WireException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;

/// Says no in MLflow's words.
final class WireErrors {

    private static final Logger LOG = Logger.getLogger(WireErrors.class);

    private WireErrors() {}

    static Response answer(Throwable failure) {
        if (failure instanceof WebApplicationException refused
                && refused.getResponse().getStatus() < 500) {
            return refused.getResponse();
        }
        return answer(explain(failure));
    }

    static Response answer(WireError error) {
        Response.ResponseBuilder answer =
                Response.status(error.code().status)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(new Body(error.code().name(), error.message()));
        if (error.code() == Code.TEMPORARILY_UNAVAILABLE) {
            answer.header("Retry-After", 1);
        }
        return answer.build();
    }

    /// A refusal by the framework, before our code saw the request.
    static WireError framework(int status, String detail) {
        Code code =
                switch (status) {
                    case 404 -> Code.ENDPOINT_NOT_FOUND;
                    case 503 -> Code.TEMPORARILY_UNAVAILABLE;
                    case 500 -> Code.INTERNAL_ERROR;
                    default -> Code.BAD_REQUEST;
                };
        return new WireError(code, detail);
    }

    private static WireError explain(Throwable failure) {
        return switch (failure) {
            case WireException wire -> wire.error();
            case Refused refused -> explain(refused.refusal());
            default -> unexpected(failure);
        };
    }

    private static WireError unexpected(Throwable failure) {
        var outage = Outage.behind(failure);
        if (outage.isPresent()) {
            LOG.warnf("%s: %s", outage.get().dependency(), failure.getMessage());
            return unavailable(outage.get());
        }
        LOG.error("request failed", failure);
        return new WireError(Code.INTERNAL_ERROR, "an error of ours; it is in the log");
    }

    private static WireError explain(Refusal refusal) {
        return switch (refusal) {
            case ModelNotFound(String name) ->
                    missing("Registered Model with name=" + name + " not found");
            case ModelExists(String name) ->
                    new WireError(
                            Code.RESOURCE_ALREADY_EXISTS,
                            "Registered Model (name=" + name + ") already exists.");
            case VersionNotFound(String name, String version) ->
                    missing("Model Version (name=" + name + ", version=" + version + ") not found");
            case AliasNotFound(_, String alias) ->
                    new WireError(
                            Code.INVALID_PARAMETER_VALUE,
                            "Registered model alias " + alias + " not found.");
            case SourceNotFound(String kind, String id) ->
                    missing(
                            switch (kind) {
                                case "run" -> "Run with id=" + id + " not found";
                                case "logged model" ->
                                        "Logged model with ID '" + id + "' not found.";
                                default -> "No " + kind + " '" + id + "'";
                            });
            case InvalidValue(String detail) -> new WireError(Code.INVALID_PARAMETER_VALUE, detail);
            case DependencyAway _ -> unavailable(refusal.problem());
            case NoManifest _,
                    NoEarlierVersion _,
                    DeletedVersion _,
                    DamagedVersion _,
                    Overtaken _ ->
                    new WireError(Code.RESOURCE_CONFLICT, refusal.problem().detail());
        };
    }

    private static WireError missing(String message) {
        return new WireError(Code.RESOURCE_DOES_NOT_EXIST, message);
    }

    private static WireError unavailable(Problem problem) {
        return new WireError(Code.TEMPORARILY_UNAVAILABLE, problem.detail());
    }

    /// The JSON on the wire.
    record Body(@JsonProperty("error_code") String errorCode, String message) {}
}
