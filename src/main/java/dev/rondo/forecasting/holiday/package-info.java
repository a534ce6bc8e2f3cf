/// Public holidays of countries and regions.
@NullMarked
package dev.rondo.forecasting.holiday;

import org.jspecify.annotations.NullMarked;
