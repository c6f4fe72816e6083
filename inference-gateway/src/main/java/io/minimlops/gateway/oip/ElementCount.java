package io.minimlops.gateway.oip;

import io.minimlops.gateway.tensor.Shape;

/// How many elements a shape claims, before anything is made for them.
public final class ElementCount {

    private ElementCount() {}

    /// @throws BadRequest when they are more than `most` or overflow
    public static long of(String name, Shape shape, int most) {
        try {
            long elements = shape.elements();
            if (elements > most) {
                throw new BadRequest(
                        413,
                        "input '%s' has %d elements, at most %d are possible"
                                .formatted(name, elements, most));
            }
            return elements;
        } catch (ArithmeticException e) {
            throw new BadRequest("input '%s': the shape %s overflows".formatted(name, shape));
        }
    }
}
