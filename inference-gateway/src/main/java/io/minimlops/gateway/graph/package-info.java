/// Graphs of deployments, run in this process: their rules, the ways that requests and their rows
/// take through them, and how answers are put together. Plain Java; whoever runs a graph says how a
/// step is predicted.
@NullMarked
package io.minimlops.gateway.graph;

import org.jspecify.annotations.NullMarked;
