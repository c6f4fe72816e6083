package io.minimlops.gateway.batchjob.table;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import java.util.List;

/// Which columns make up one input of a model.
///
/// @param shape of the tensor; its rows are any number
/// @param columns one per element of a row, in row-major order
/// @param nullable whether a missing value goes to the model instead of making the row a bad one
public record Binding(
        String input, DataType type, Shape shape, List<String> columns, boolean nullable) {}
