@NullMarked
package dev.rondo.server.dataset;

import org.jspecify.annotations.NullMarked;
