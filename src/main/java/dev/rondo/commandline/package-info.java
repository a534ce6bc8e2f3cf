/// The commands of the jar that start no service: they read tables, train, forecast and compare in their own process, or ask a
/// running service.
@NullMarked
package dev.rondo.commandline;

import org.jspecify.annotations.NullMarked;
