@NullMarked
package dev.rondo.engine.kernel;

import org.jspecify.annotations.NullMarked;
