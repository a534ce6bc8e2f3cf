/// Classical forecasts of one series at a time, and a linear map that is fitted to many series together.
@NullMarked
package dev.rondo.forecasting.member;

import org.jspecify.annotations.NullMarked;
