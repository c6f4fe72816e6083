/// What a pipeline is: its YAML, its rules (no cycles, no unknown names, typed parameters), its
/// versions. Values refer to parameters, outputs and the run; nothing in a pipeline is evaluated as
/// code.
@NullMarked
package io.minimlops.orchestrator.pipeline;

import org.jspecify.annotations.NullMarked;
