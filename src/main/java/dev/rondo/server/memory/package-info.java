@NullMarked
package dev.rondo.server.memory;

import org.jspecify.annotations.NullMarked;
