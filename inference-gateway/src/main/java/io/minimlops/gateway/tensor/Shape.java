package io.minimlops.gateway.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Dimensions, the batch first; -1 stands for any extent in a model's signature and never in a
/// tensor.
public final class Shape {

    public static final long ANY = -1;

    private final long[] dimensions;

    public Shape(List<Long> dimensions) {
        this(dimensions.stream().mapToLong(Long::longValue).toArray());
    }

    private Shape(long[] dimensions) {
        this.dimensions = dimensions;
    }

    public static Shape of(long... dimensions) {
        return new Shape(dimensions.clone());
    }

    public int rank() {
        return dimensions.length;
    }

    public long dimension(int i) {
        return dimensions[i];
    }

    /// The extent of the batch dimension; 1 for a scalar.
    public long rows() {
        return dimensions.length == 0 ? 1 : dimensions[0];
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
        return dimensions.length == 0
                ? this
                : new Shape(Arrays.copyOfRange(dimensions, 1, dimensions.length));
    }

    public Shape withRows(long rows) {
        long[] all = dimensions.clone();
        all[0] = rows;
        return new Shape(all);
    }

    /// Whether every dimension is fixed.
    public boolean isKnown() {
        for (long dimension : dimensions) {
            if (dimension == ANY) {
                return false;
            }
        }
        return true;
    }

    /// Whether a tensor of the other shape fits this signature.
    public boolean admits(Shape other) {
        if (rank() != other.rank()) {
            return false;
        }
        for (int i = 0; i < dimensions.length; i++) {
            if (dimensions[i] != ANY && dimensions[i] != other.dimensions[i]) {
                return false;
            }
        }
        return true;
    }

    /// For wires that want a list.
    public List<Long> dimensions() {
        return LongStream.of(dimensions).boxed().toList();
    }

    public long[] toArray() {
        return dimensions.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dimensions, shape.dimensions);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dimensions);
    }

    @Override
    public String toString() {
        return LongStream.of(dimensions)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(",", "[", "]"));
    }
}
