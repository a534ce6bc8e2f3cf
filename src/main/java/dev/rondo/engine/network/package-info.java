@NullMarked
package dev.rondo.engine.network;

import org.jspecify.annotations.NullMarked;
