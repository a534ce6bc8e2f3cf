/// The effect of covariates known ahead and of the calendar on a target: a regression that all series share.
@NullMarked
package dev.rondo.forecasting.covariate;

import org.jspecify.annotations.NullMarked;
