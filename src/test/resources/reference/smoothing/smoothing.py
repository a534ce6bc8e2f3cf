"""Writes smoothing.txt: exponential smoothing of two series by statsmodels 0.15 (pip install statsmodels).

A line holds: series, error, trend, season (of the forms of EtsForm), then alpha, beta, gamma, phi; the initial level, slope and seasonal
states; the log-likelihood and five forecasts with these parameters; and the log-likelihood that statsmodels reaches when it fits
them (NaN: it has no such fit).
Beta and gamma are those of the error correction form, alpha beta* and (1 - alpha) gamma* of docs/mathematics.md."""
import warnings

import numpy as np
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.holtwinters import ExponentialSmoothing

# Annual flow of the Nile at Aswan, 1871 to 1970
NILE = [
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100,
    1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456,
    824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897,
    822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975,
    815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740]
# Airline passengers, 1949 to 1960 (Box and Jenkins 1976)
AIR = [
    112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140,
    145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194,
    196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229,
    242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306,
    315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337,
    360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432]
KINDS = {"ADDITIVE": "add", "MULTIPLICATIVE": "mul", "NONE": None}


def number(value):
    return repr(float(value)).replace("nan", "NaN")


def numbers(values):
    return ",".join(map(number, values))


def log_likelihood(values, fitted, error):
    n = len(values)
    errors = values - fitted if error == "ADDITIVE" else values / fitted - 1
    jacobian = 0 if error == "ADDITIVE" else np.sum(np.log(fitted))
    return -n / 2 * (np.log(2 * np.pi * np.mean(errors**2)) + 1) - jacobian


def lines(name, values, period):
    yield f"{name} {period} {numbers(values)}"
    values = np.array(values, float)
    for error in ("ADDITIVE", "MULTIPLICATIVE"):
        for trend in ("NONE", "ADDITIVE", "DAMPED"):
            for season in ("NONE", "ADDITIVE", "MULTIPLICATIVE") if period > 1 else ("NONE",):
                damped = trend == "DAMPED"
                parameters = [0.4, 0.05 if trend != "NONE" else 0, 0.2 if season != "NONE" else 0, 0.9 if damped else 1]
                level, slope = values[0] * 0.97, 0.01 * values[0] if trend != "NONE" else 0
                wave = np.sin(np.arange(period) / 2)
                seasons = [] if season == "NONE" else list(10 * wave) if season == "ADDITIVE" else list(1 + 0.1 * wave)
                form = {"trend": None if trend == "NONE" else "add", "damped_trend": damped, "seasonal": KINDS[season],
                        "seasonal_periods": period if period > 1 else None}
                if season == "MULTIPLICATIVE":
                    # ETSModel divides by the level after the step; Hyndman et al. (2008) and R by the one before.
                    known = {"initial_trend": slope} if trend != "NONE" else {}
                    model = ExponentialSmoothing(values, **form, initialization_method="known", initial_level=level,
                                                 initial_seasonal=seasons, **known)
                    smoothed = model.fit(optimized=False, smoothing_level=0.4, smoothing_seasonal=0.2,
                                         smoothing_trend=0.125 if trend != "NONE" else None, damping_trend=0.9 if damped else None)
                    likelihood, reached = log_likelihood(values, smoothed.fittedvalues, error), float("nan")
                    if error == "ADDITIVE":
                        best = ExponentialSmoothing(values, **form, initialization_method="estimated").fit()
                        reached = log_likelihood(values, best.fittedvalues, error)
                    forecast = smoothed.forecast(5)
                else:
                    model = ETSModel(values, error=KINDS[error], **form)
                    used = [p for p, there in zip(parameters, (True, trend != "NONE", season != "NONE", damped)) if there]
                    # The latest seasonal state comes first in ETSModel.
                    states = [level] + ([slope] if trend != "NONE" else []) + seasons[::-1]
                    smoothed = model.smooth(np.array(used + states))
                    likelihood, reached = smoothed.llf, model.fit(disp=False, maxiter=5000).llf
                    forecast = smoothed.forecast(5)
                yield " ".join([name, error, trend, season, numbers(parameters), numbers([level, slope] + seasons),
                                number(likelihood), numbers(forecast), number(reached)])


warnings.simplefilter("ignore")
with open("smoothing.txt", "w") as file:
    for line in [*lines("nile", NILE, 1), *lines("air", AIR, 12)]:
        file.write(line + "\n")
