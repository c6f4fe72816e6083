package io.minimlops.gateway.graph;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.minimlops.gateway.graph.GraphNode.Combine;
import io.minimlops.gateway.graph.GraphRefused.Fault;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes one answer of the answers of an ensemble. Of each output that all of them give, the
/// weights of those that answered counting as the whole.
final class Combination {

    private Combination() {}

    /// An answer and how much it counts.
    record Member(double weight, Map<String, Tensor> outputs) {}

    /// The answers as the ensemble wants them: combined, or each under its step's name.
    ///
    /// @param answers in the order of the steps; null for one that failed
    static Map<String, Tensor> of(GraphNode node, List<@Nullable Map<String, Tensor>> answers) {
        List<Member> members = new ArrayList<>();
        Map<String, Tensor> beside = new LinkedHashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            Map<String, Tensor> outputs = answers.get(i);
            GraphStep step = node.stepsOrNone().get(i);
            if (outputs != null) {
                members.add(new Member(step.weightOrOne(), outputs));
                outputs.forEach(
                        (output, tensor) -> {
                            String name = step.beside(output);
                            beside.put(name, StepTensors.named(name, tensor));
                        });
            }
        }
        if (members.isEmpty()) {
            throw refused("no step of the ensemble answered");
        }
        return node.combine() == null ? beside : of(node.combine(), members);
    }

    /// @param members at least one
    /// @throws GraphRefused when the answers do not fit together
    static Map<String, Tensor> of(Combine how, List<Member> members) {
        Map<String, Tensor> combined = new LinkedHashMap<>();
        for (String name : members.getFirst().outputs().keySet()) {
            List<Tensor> tensors = new ArrayList<>();
            for (Member member : members) {
                Tensor tensor = member.outputs().get(name);
                if (tensor != null) {
                    tensors.add(tensor);
                }
            }
            if (tensors.size() == members.size()) {
                List<Double> weights = members.stream().map(Member::weight).toList();
                combined.put(name, of(how, tensors, weights));
            }
        }
        if (combined.isEmpty()) {
            throw refused("the answers of the ensemble have no output in common");
        }
        return combined;
    }

    private static Tensor of(Combine how, List<Tensor> tensors, List<Double> weights) {
        Tensor first = tensors.getFirst();
        for (Tensor tensor : tensors) {
            if (!tensor.shape().equals(first.shape())
                    || how == Combine.VOTE && tensor.type() != first.type()) {
                throw refused(
                        "the ensemble's outputs '%s' do not fit together: %s%s and %s%s"
                                .formatted(
                                        first.name(),
                                        first.type(),
                                        first.shape(),
                                        tensor.type(),
                                        tensor.shape()));
            }
        }
        return switch (how) {
            case MEAN -> mean(tensors, weights);
            case VOTE -> vote(tensors, weights);
        };
    }

    /// FP32 of FP32 alone, else FP64.
    private static Tensor mean(List<Tensor> tensors, List<Double> weights) {
        Tensor first = tensors.getFirst();
        for (Tensor tensor : tensors) {
            if (tensor.type() == DataType.BYTES) {
                throw refused("the output '%s' is text and has no mean".formatted(first.name()));
            }
        }
        DataType type = meanType(tensors.stream().map(Tensor::type).toList());
        double whole = weights.stream().mapToDouble(Double::doubleValue).sum();
        int elements = Math.toIntExact(first.shape().elements());
        ByteBuffer bytes =
                ByteBuffer.allocate(elements * type.width()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            double sum = 0;
            for (int member = 0; member < tensors.size(); member++) {
                sum += weights.get(member) * tensors.get(member).number(i);
            }
            if (type == DataType.FP32) {
                bytes.putFloat((float) (sum / whole));
            } else {
                bytes.putDouble(sum / whole);
            }
        }
        return Tensor.of(first.name(), type, first.shape(), new Numbers(bytes.flip()));
    }

    static DataType meanType(List<DataType> types) {
        return types.stream().allMatch(type -> type == DataType.FP32)
                ? DataType.FP32
                : DataType.FP64;
    }

    private static Tensor vote(List<Tensor> tensors, List<Double> weights) {
        Tensor first = tensors.getFirst();
        int elements = Math.toIntExact(first.shape().elements());
        int width = first.type().width();
        ByteBuffer bytes = ByteBuffer.allocate(elements * width);
        List<byte[]> strings = new ArrayList<>();
        for (int i = 0; i < elements; i++) {
            Tensor elected = tensors.get(elected(tensors, weights, i));
            switch (elected.content()) {
                case Numbers numbers -> bytes.put(i * width, numbers.bytes(), i * width, width);
                case Strings text -> strings.add(text.elements().get(i));
            }
        }
        return Tensor.of(
                first.name(),
                first.type(),
                first.shape(),
                first.type() == DataType.BYTES ? new Strings(strings) : new Numbers(bytes));
    }

    /// The first of those whose value has the most weight.
    private static int elected(List<Tensor> tensors, List<Double> weights, int element) {
        Map<String, Double> votes = new LinkedHashMap<>();
        for (int member = 0; member < tensors.size(); member++) {
            votes.merge(ballot(tensors.get(member), element), weights.get(member), Double::sum);
        }
        int elected = 0;
        for (int member = 1; member < tensors.size(); member++) {
            if (votes.getOrDefault(ballot(tensors.get(member), element), 0.0)
                    > votes.getOrDefault(ballot(tensors.get(elected), element), 0.0)) {
                elected = member;
            }
        }
        return elected;
    }

    /// Equal for equal values; -0 is 0.
    private static String ballot(Tensor tensor, int element) {
        return switch (tensor.content()) {
            case Strings text -> new String(text.elements().get(element), ISO_8859_1);
            case Numbers _ when tensor.type().isFloating() ->
                    Double.toString(tensor.number(element) + 0.0);
            case Numbers _ -> tensor.wholeText(element);
        };
    }

    private static GraphRefused refused(String message) {
        return new GraphRefused(Fault.GRAPH, message);
    }
}
