package io.minimlops.gateway.xgboost;

import io.minimlops.gateway.runtime.ModelGraph;
import io.minimlops.gateway.runtime.ModelRuntime;
import io.minimlops.gateway.runtime.ModelSource;
import io.minimlops.gateway.runtime.OnnxRuntime;
import io.minimlops.gateway.runtime.UnloadableModel;
import io.minimlops.xgboost.OnnxExport;
import io.minimlops.xgboost.Parity;
import io.minimlops.xgboost.UnconvertibleModel;
import io.minimlops.xgboost.XgboostModel;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/// XGBoost's models, executed by ONNX Runtime. Its answers are those of XGBoost's
/// `Booster.predict`; for a model logged through the scikit-learn wrapper, those of the rounds up
/// to the best one.
@ApplicationScoped
public class XgboostRuntime implements ModelRuntime {

    private static final Logger LOG = Logger.getLogger(XgboostRuntime.class);

    /// A conversion needs about six times the file in heap, some of which is in use.
    private static final int HEAP_PER_FILE = 8;

    private final OnnxRuntime onnx;

    public XgboostRuntime(OnnxRuntime onnx) {
        this.onnx = onnx;
    }

    @Override
    public String flavour() {
        return "xgboost";
    }

    @Override
    public String platform() {
        return "onnxruntime_xgboost";
    }

    @Override
    public String backend() {
        return onnx.backend();
    }

    @Override
    public ModelGraph load(ModelSource source, int threads) throws UnloadableModel {
        String name = source.file().getFileName().toString();
        try {
            XgboostModel model = XgboostModel.parse(bytes(source.file()));
            if (source.property("model_class").startsWith("xgboost.sklearn.")) {
                model = model.untilBestRound();
            }
            ModelGraph graph = onnx.load(name, OnnxExport.toOnnx(model), threads);
            return proved(name, new XgboostGraph(graph, model.featureNames()), model);
        } catch (UnconvertibleModel e) {
            throw new UnloadableModel(name + " cannot be converted: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UnloadableModel(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Path file) throws IOException, UnloadableModel {
        long size = Files.size(file);
        long most = Runtime.getRuntime().maxMemory() / HEAP_PER_FILE;
        if (size > most) {
            throw new UnloadableModel(
                    "%s has %d bytes, and with this process's heap at most %d can be converted"
                            .formatted(file.getFileName(), size, most));
        }
        return Files.readAllBytes(file);
    }

    private static ModelGraph proved(String name, XgboostGraph graph, XgboostModel model)
            throws UnloadableModel {
        boolean holds = false;
        try (GraphScorer scorer = new GraphScorer(graph)) {
            Parity parity = Parity.measure(model, scorer);
            holds = parity.holds();
            if (!holds) {
                throw new UnloadableModel(
                        "%s is converted wrongly and not served: %s"
                                .formatted(name, parity.disagreement()));
            }
            LOG.debugf(
                    "%s agrees with its trees within %.1e on %d rows",
                    name, parity.maxDifference(), parity.rows());
            return graph;
        } finally {
            if (!holds) {
                graph.close();
            }
        }
    }
}
