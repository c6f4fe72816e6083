package io.minimlops.xgboost;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What XGBoost's two formats have in common: a tree of objects and arrays. Arrays of numbers are
/// kept as numbers, since a model is mostly that.
sealed interface Value {

    /// Objects in a model are not nested deeper than ten levels.
    int DEEPEST = 64;

    /// Members that hold most of a file and say nothing about its predictions: not kept.
    Set<String> UNREAD =
            Set.of(
                    "base_weights",
                    "loss_changes",
                    "sum_hessian",
                    "parents",
                    "categories",
                    "categories_nodes",
                    "categories_segments",
                    "categories_sizes",
                    "cats");

    Value ABSENT = new Text("");

    record Fields(Map<String, Value> members) implements Value {}

    record Items(List<Value> elements) implements Value {}

    /// True and false are 1 and 0.
    @SuppressWarnings("ArrayRecordComponent") // lives within one conversion
    record Numbers(double[] values) implements Value {}

    record Text(String text) implements Value {}

    record Scalar(double number) implements Value {}

    /// The member of that path; [#ABSENT] when there is none.
    default Value at(String... path) {
        Value value = this;
        for (String name : path) {
            value =
                    value instanceof Fields(var members)
                            ? members.getOrDefault(name, ABSENT)
                            : ABSENT;
        }
        return value;
    }

    /// The elements of an array of anything but numbers; empty for what is none.
    default List<Value> elements() {
        return this instanceof Items(var elements) ? elements : List.of();
    }

    /// The elements of an array of numbers; empty for what is none.
    default double[] numbers() {
        return this instanceof Numbers(var values) ? values : new double[0];
    }

    default String text() {
        return this instanceof Text(var text) ? text : "";
    }
}
