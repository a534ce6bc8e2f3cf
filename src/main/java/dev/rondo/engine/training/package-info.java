@NullMarked
package dev.rondo.engine.training;

import org.jspecify.annotations.NullMarked;
