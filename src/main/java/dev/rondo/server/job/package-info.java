@NullMarked
package dev.rondo.server.job;

import org.jspecify.annotations.NullMarked;
