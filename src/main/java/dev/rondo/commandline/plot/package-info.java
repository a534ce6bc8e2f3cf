/// Pictures of forecasts as SVG and PNG.
@NullMarked
package dev.rondo.commandline.plot;

import org.jspecify.annotations.NullMarked;
