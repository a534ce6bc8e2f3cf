@NullMarked
package dev.rondo.server;

import org.jspecify.annotations.NullMarked;
