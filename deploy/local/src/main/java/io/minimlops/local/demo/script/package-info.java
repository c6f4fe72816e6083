/// What is played: which flights, under which names, with which documents.
@NullMarked
package io.minimlops.local.demo.script;

import org.jspecify.annotations.NullMarked;
