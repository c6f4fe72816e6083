/// ONNX files, as far as this project writes and changes them. There is no generated class: a
/// handful of field numbers is all that is needed.
@NullMarked
package io.minimlops.onnx;

import org.jspecify.annotations.NullMarked;
