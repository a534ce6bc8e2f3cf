/// Policies by which the model behind an alias is trained again, and what became of each run.
@NullMarked
package dev.rondo.server.retraining;

import org.jspecify.annotations.NullMarked;
