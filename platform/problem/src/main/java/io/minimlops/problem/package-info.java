/// How a service says no: RFC 9457 problem details with a closed list of codes. Compatible wires
/// answer in their peer's error shape instead and use only [io.minimlops.problem.Outage] from
/// here.
@NullMarked
package io.minimlops.problem;

import org.jspecify.annotations.NullMarked;
