/// Asks a running service over HTTP.
@NullMarked
package dev.rondo.commandline.remote;

import org.jspecify.annotations.NullMarked;
