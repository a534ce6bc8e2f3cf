package dev.rondo.forecasting.member;

import java.util.Arrays;
import java.util.List;

/// The mean of the forecasts of several members. At each step, forecasts that are not finite are left out.
public record MeanOf(String name, List<LocalMember> members) implements LocalMember {
  public MeanOf {
    members = List.copyOf(members);
  }

  @Override
  public void extrapolate(double[] values, int period, double[] forecast) {
    double[] one = new double[forecast.length];
    int[] counts = new int[forecast.length];
    Arrays.fill(forecast, 0);
    for (LocalMember member : members) {
      member.extrapolate(values, period, one);
      for (int h = 0; h < one.length; h++) {
        if (!Double.isFinite(one[h])) continue;
        counts[h]++;
        forecast[h] += (one[h] - forecast[h]) / counts[h];
      }
    }
  }
}
