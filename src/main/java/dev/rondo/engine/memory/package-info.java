@NullMarked
package dev.rondo.engine.memory;

import org.jspecify.annotations.NullMarked;
