/// What is measured about the service as a whole; what a feature counts is measured where it
/// happens.
@NullMarked
package io.minimlops.tracker.measure;

import org.jspecify.annotations.NullMarked;
