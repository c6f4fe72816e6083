package io.minimlops.gateway.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When a switch's step is taken: all that is asked of the value must hold. A value that is absent,
/// or of another kind than it is compared with, fulfils nothing but `notEquals`.
///
/// @param parameter of the request, the same for all rows
/// @param tensor whose row decides for the row
/// @param column of the row's elements, from 0; may be absent when there is one
/// @param equal a string, number or boolean
/// @param in any of these
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        @Nullable String parameter,
        @Nullable String tensor,
        @Nullable Integer column,
        @JsonProperty("equals") @Nullable Object equal,
        @JsonProperty("notEquals") @Nullable Object unequal,
        @Nullable List<Object> in,
        @Nullable Double greaterThan,
        @Nullable Double atLeast,
        @Nullable Double lessThan,
        @Nullable Double atMost) {

    boolean asksNothing() {
        return equal == null
                && unequal == null
                && in == null
                && greaterThan == null
                && atLeast == null
                && lessThan == null
                && atMost == null;
    }

    /// Whether the value is compared with text, so that a tensor must hold text.
    boolean isOfText() {
        return equal instanceof String
                || unequal instanceof String
                || in != null && in.stream().anyMatch(String.class::isInstance);
    }

    boolean holds(@Nullable Object value) {
        return (equal == null || isSame(equal, value))
                && (unequal == null || !isSame(unequal, value))
                && (in == null || in.stream().anyMatch(one -> isSame(one, value)))
                && isWithin(value);
    }

    private boolean isWithin(@Nullable Object value) {
        if (greaterThan == null && atLeast == null && lessThan == null && atMost == null) {
            return true;
        }
        if (!(value instanceof Number number)) {
            return false;
        }
        double is = number.doubleValue();
        return (greaterThan == null || is > greaterThan)
                && (atLeast == null || is >= atLeast)
                && (lessThan == null || is < lessThan)
                && (atMost == null || is <= atMost);
    }

    /// Numbers by their value, whatever their types.
    private static boolean isSame(@Nullable Object wanted, @Nullable Object value) {
        return wanted instanceof Number one && value instanceof Number other
                ? one.doubleValue() == other.doubleValue()
                : wanted != null && wanted.equals(value);
    }
}
