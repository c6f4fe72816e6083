/// What is told beside every change that somebody asks for, of deployments, rollouts and streams.
@NullMarked
package io.minimlops.gateway.change;

import org.jspecify.annotations.NullMarked;
