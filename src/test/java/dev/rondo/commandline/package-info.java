/// Tests of the commands as a user calls them: arguments and standard input in, exit code and streams out.
@NullMarked
package dev.rondo.commandline;

import org.jspecify.annotations.NullMarked;
