package io.minimlops.gateway.tensor;

/// One input or output in a model's signature; -1 in the shape stands for any extent.
public record TensorSpec(String name, DataType type, Shape shape) {

    /// Whether the first dimension is the batch.
    public boolean isBatched() {
        return shape.rank() > 0 && shape.rows() == Shape.ANY;
    }
}
