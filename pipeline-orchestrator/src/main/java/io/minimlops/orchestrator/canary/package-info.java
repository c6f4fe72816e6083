/// Judges a canary by the labels of the requests it answered, against the champion's on its own
/// requests. Pure: two arms and a rule in, one of continue, roll back or promote out, with the
/// numbers.
@NullMarked
package io.minimlops.orchestrator.canary;

import org.jspecify.annotations.NullMarked;
