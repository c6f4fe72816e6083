package io.minimlops.gateway.cache;

import io.minimlops.gateway.tensor.Tensor;
import java.util.List;

/// A request's inputs, in the order of the model's signature. Two are equal only if every type,
/// dimension and bit is: -0 is not 0, and one NaN is not another.
public final class InputKey {

    private final List<Tensor> inputs;
    private final int hash;

    private InputKey(List<Tensor> inputs, int hash) {
        this.inputs = inputs;
        this.hash = hash;
    }

    public static InputKey of(List<Tensor> inputs) {
        int hash = 1;
        for (Tensor input : inputs) {
            hash = 31 * hash + input.type().hashCode();
            hash = 31 * hash + input.shape().hashCode();
            hash = 31 * hash + Contents.hash(input.content());
        }
        return new InputKey(inputs, hash);
    }

    /// One that keeps nothing of the request alive.
    InputKey owned() {
        return new InputKey(Contents.owned(inputs), hash);
    }

    long bytes() {
        return Contents.bytes(inputs);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof InputKey key)
                || key.hash != hash
                || key.inputs.size() != inputs.size()) {
            return false;
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (!Contents.same(inputs.get(i), key.inputs.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
