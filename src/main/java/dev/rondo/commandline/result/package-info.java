/// Results of commands for people and for programs: tables, lines of blocks, CSV and JSON.
@NullMarked
package dev.rondo.commandline.result;

import org.jspecify.annotations.NullMarked;
