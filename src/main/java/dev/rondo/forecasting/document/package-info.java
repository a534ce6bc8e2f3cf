@NullMarked
package dev.rondo.forecasting.document;

import org.jspecify.annotations.NullMarked;
