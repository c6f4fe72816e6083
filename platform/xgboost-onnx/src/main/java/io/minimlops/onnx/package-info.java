/// ONNX files, as far as this project writes them. There is no generated class: a handful of field
/// numbers is all that a tree ensemble needs.
@NullMarked
package io.minimlops.onnx;

import org.jspecify.annotations.NullMarked;
