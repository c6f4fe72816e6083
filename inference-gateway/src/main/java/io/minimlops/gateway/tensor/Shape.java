package io.minimlops.gateway.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Dimensions, the batch first; -1 stands for any extent in a model's signature and never in a
/// tensor.
public record Shape(List<Long> dimensions) {

    public static final long ANY = -1;

    public Shape {
        dimensions = List.copyOf(dimensions);
    }

    public static Shape of(long... dimensions) {
        return new Shape(LongStream.of(dimensions).boxed().toList());
    }

    public int rank() {
        return dimensions.size();
    }

    /// The extent of the batch dimension; 1 for a scalar.
    public long rows() {
        return dimensions.isEmpty() ? 1 : dimensions.getFirst();
    }

    /// @throws ArithmeticException when the product does not fit a long
    public long elements() {
        long product = 1;
        for (long dimension : dimensions) {
            product = Math.multiplyExact(product, dimension);
        }
        return product;
    }

    /// What all tensors of one batch agree in.
    public Shape perRow() {
        return dimensions.isEmpty() ? this : new Shape(dimensions.subList(1, rank()));
    }

    public Shape withRows(long rows) {
        List<Long> all = new ArrayList<>(dimensions);
        all.set(0, rows);
        return new Shape(all);
    }

    /// Whether every dimension is fixed.
    public boolean isKnown() {
        return !dimensions.contains(ANY);
    }

    /// Whether a tensor of the other shape fits this signature.
    public boolean admits(Shape other) {
        if (rank() != other.rank()) {
            return false;
        }
        for (int i = 0; i < rank(); i++) {
            long wanted = dimensions.get(i);
            if (wanted != ANY && wanted != other.dimensions.get(i)) {
                return false;
            }
        }
        return true;
    }

    public long[] toArray() {
        return dimensions.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public String toString() {
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }
}
