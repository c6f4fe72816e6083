package io.minimlops.gateway.graph;

import io.minimlops.gateway.graph.GraphRefused.Fault;
import io.minimlops.gateway.tensor.LazyList;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Content;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes the rows of a request apart and puts answers together again in the request's order.
final class RowSlices {

    private RowSlices() {}

    /// The tensors with those rows only; what does not have the request's rows stays whole.
    static Map<String, Tensor> take(Map<String, Tensor> pool, int of, int[] rows) {
        Map<String, Tensor> taken = new LinkedHashMap<>();
        pool.forEach(
                (name, tensor) ->
                        taken.put(
                                name,
                                tensor.shape().rank() > 0 && tensor.rows() == of
                                        ? take(tensor, rows)
                                        : tensor));
        return taken;
    }

    /// Numbers are copied, strings looked up where they are.
    private static Tensor take(Tensor tensor, int[] rows) {
        if (tensor.content() instanceof Strings(List<byte[]> elements)
                && tensor.missing().isEmpty()) {
            int perRow = Math.toIntExact(tensor.shape().perRow().elements());
            List<byte[]> taken =
                    new LazyList<>(
                            Math.multiplyExact(rows.length, perRow),
                            i -> elements.get(rows[i / perRow] * perRow + i % perRow));
            return Tensor.of(
                    tensor.name(),
                    tensor.type(),
                    tensor.shape().withRows(rows.length),
                    new Strings(taken));
        }
        Target target = new Target(tensor, rows.length);
        for (int i = 0; i < rows.length; i++) {
            target.put(i, tensor, rows[i]);
        }
        return target.tensor();
    }

    /// @param places the request's rows that each part answers
    /// @throws GraphRefused when the parts do not fit together
    static Map<String, Tensor> merge(List<Map<String, Tensor>> parts, List<int[]> places) {
        Map<String, Tensor> merged = new LinkedHashMap<>();
        int rows = places.stream().mapToInt(part -> part.length).sum();
        for (String name : parts.getFirst().keySet()) {
            Target target = null;
            for (int part = 0; part < parts.size(); part++) {
                Tensor tensor = fitting(parts, part, name, places.get(part).length);
                target = target == null ? new Target(tensor, rows) : target;
                for (int i = 0; i < places.get(part).length; i++) {
                    target.put(places.get(part)[i], tensor, i);
                }
            }
            if (target != null) {
                merged.put(name, target.tensor());
            }
        }
        return merged;
    }

    private static Tensor fitting(
            List<Map<String, Tensor>> parts, int part, String name, int rows) {
        Map<String, Tensor> first = parts.getFirst();
        Tensor wanted = first.get(name);
        Tensor tensor = parts.get(part).get(name);
        if (wanted == null
                || tensor == null
                || !parts.get(part).keySet().equals(first.keySet())
                || tensor.type() != wanted.type()
                || tensor.shape().rank() == 0
                || tensor.rows() != rows
                || !tensor.shape().perRow().equals(wanted.shape().perRow())) {
            throw new GraphRefused(
                    Fault.GRAPH,
                    "the rows of one request went different ways, and their answers do not fit"
                            + " together: %s beside %s"
                                    .formatted(told(first), told(parts.get(part))));
        }
        return tensor;
    }

    private static List<String> told(Map<String, Tensor> outputs) {
        return outputs.values().stream()
                .map(tensor -> "%s %s%s".formatted(tensor.name(), tensor.type(), tensor.shape()))
                .toList();
    }

    /// A tensor in the making, row by row.
    private static final class Target {
        private final Tensor like;
        private final int rows;
        private final int perRow;
        private final byte[][] strings;
        private final ByteBuffer bytes;
        private final BitSet missing = new BitSet();

        Target(Tensor like, int rows) {
            this.like = like;
            this.rows = rows;
            this.perRow = Math.toIntExact(like.shape().perRow().elements());
            boolean fixed = like.type().isFixedWidth();
            int elements = Math.multiplyExact(rows, perRow);
            this.strings = new byte[fixed ? 0 : elements][];
            this.bytes =
                    ByteBuffer.allocate(
                            fixed ? Math.multiplyExact(elements, like.type().width()) : 0);
        }

        void put(int place, Tensor from, int row) {
            switch (from.content()) {
                case Numbers numbers -> {
                    int size = perRow * like.type().width();
                    bytes.put(place * size, numbers.bytes(), row * size, size);
                }
                case Strings(List<byte[]> elements) -> {
                    for (int i = 0; i < perRow; i++) {
                        strings[place * perRow + i] = elements.get(row * perRow + i);
                    }
                }
            }
            for (int i = 0; i < perRow && !from.missing().isEmpty(); i++) {
                missing.set(place * perRow + i, from.missing().get(row * perRow + i));
            }
        }

        Tensor tensor() {
            Content content =
                    like.type().isFixedWidth()
                            ? new Numbers(bytes)
                            : new Strings(new ArrayList<>(List.of(strings)));
            return new Tensor(
                    like.name(), like.type(), like.shape().withRows(rows), content, missing);
        }
    }
}
