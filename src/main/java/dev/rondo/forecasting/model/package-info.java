@NullMarked
package dev.rondo.forecasting.model;

import org.jspecify.annotations.NullMarked;
