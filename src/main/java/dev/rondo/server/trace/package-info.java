@NullMarked
package dev.rondo.server.trace;

import org.jspecify.annotations.NullMarked;
