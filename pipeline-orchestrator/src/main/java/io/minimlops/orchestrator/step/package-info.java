/// The built-in steps: each an adapter from a pipeline to the service or the rule that does the
/// work. Every step may be run again after a crash and finds what it did before by deterministic
/// names.
@NullMarked
package io.minimlops.orchestrator.step;

import org.jspecify.annotations.NullMarked;
