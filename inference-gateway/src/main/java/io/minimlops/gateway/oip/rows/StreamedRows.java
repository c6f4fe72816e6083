package io.minimlops.gateway.oip.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.minimlops.gateway.deployment.Activator;
import io.minimlops.gateway.deployment.Deployment;
import io.minimlops.gateway.deployment.DeploymentBook;
import io.minimlops.gateway.deployment.NotServed;
import io.minimlops.gateway.deployment.Role;
import io.minimlops.gateway.deployment.Route;
import io.minimlops.gateway.inference.Cancellation;
import io.minimlops.gateway.inference.InferenceRefused;
import io.minimlops.gateway.inference.Prediction;
import io.minimlops.gateway.inference.PredictionRequest;
import io.minimlops.gateway.inference.Predictor;
import io.minimlops.gateway.oip.BadRequest;
import io.minimlops.gateway.oip.LimitsConfig;
import io.minimlops.gateway.oip.ModelDirectory;
import io.minimlops.gateway.streaming.RowPredictions;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rows of records, read as the V1 protocol reads its instances: the same row predicts the same
/// either way.
@ApplicationScoped
public class StreamedRows implements RowPredictions {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String IDS = "prediction_id";

    private final Activator activator;
    private final DeploymentBook book;
    private final Predictor predictor;
    private final ModelDirectory directory;
    private final LimitsConfig limits;

    StreamedRows(
            Activator activator,
            DeploymentBook book,
            Predictor predictor,
            ModelDirectory directory,
            LimitsConfig limits) {
        this.activator = activator;
        this.book = book;
        this.predictor = predictor;
        this.directory = directory;
        this.limits = limits;
    }

    @Override
    public String armOf(String deployment, String stickyKey) throws NotNow {
        if (book.spec(deployment).graph() != null) {
            return Role.GRAPH.word();
        }
        try (Route route = activator.route(deployment, null, stickyKey)) {
            return route.role().word();
        } catch (NotServed e) {
            throw new NotNow(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Answer predict(Question question) throws Refused, NotNow {
        try {
            Prediction prediction = predictor.predict(request(question), new Cancellation());
            List<JsonNode> rows = new ArrayList<>(question.rows().size());
            JSON.readTree(JSON.writeValueAsBytes(PredictedRows.rows(prediction)))
                    .forEach(rows::add);
            String model =
                    book.find(question.deployment())
                            .filter(deployment -> !deployment.isGraph())
                            .map(Deployment::model)
                            .orElse(question.deployment());
            return new Answer(model, prediction.version(), prediction.role().word(), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BadRequest e) {
            throw new Refused(String.valueOf(e.getMessage()), false);
        } catch (InferenceRefused e) {
            throw told(e);
        }
    }

    /// @throws NotNow when any rows would be refused now
    private static Refused told(InferenceRefused refused) throws NotNow {
        return switch (refused.kind()) {
            case INVALID, MISSING_FEATURES -> new Refused(refused.reason(), false);
            case FAILED -> new Refused(refused.reason(), true);
            case UNKNOWN_MODEL,
                    NOT_READY,
                    OVERLOADED,
                    LIMITED,
                    EXPIRED,
                    DEPENDENCY_AWAY,
                    CANCELLED ->
                    throw new NotNow(refused.reason());
        };
    }

    private PredictionRequest request(Question question) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode(question.rows().size());
        rows.addAll(question.rows());
        ModelTensors model =
                new ModelTensors(directory.inputs(question.deployment(), null), limits.elements());
        Map<String, Tensor> tensors = new HashMap<>(model.ofRows(rows));
        tensors.putIfAbsent(IDS, ids(question.ids()));
        return PredictionRequest.now(
                question.deployment(),
                null,
                question.requestId(),
                question.stickyKey(),
                tensors,
                question.eventTime(),
                0,
                question.requestId());
    }

    private static Tensor ids(List<String> ids) {
        List<byte[]> bytes = ids.stream().map(id -> id.getBytes(UTF_8)).toList();
        return Tensor.of(IDS, DataType.BYTES, Shape.of(ids.size()), new Tensor.Strings(bytes));
    }
}
