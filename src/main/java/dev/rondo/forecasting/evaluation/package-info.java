@NullMarked
package dev.rondo.forecasting.evaluation;

import org.jspecify.annotations.NullMarked;
