package dev.rondo.forecasting.member;

import java.util.Arrays;
import java.util.List;

/// The mean of the forecasts of several members.
public record MeanOf(String name, List<LocalMember> members) implements LocalMember {
  public MeanOf {
    members = List.copyOf(members);
  }

  @Override
  public void extrapolate(double[] values, int period, double[] forecast) {
    double[] one = new double[forecast.length];
    Arrays.fill(forecast, 0);
    for (LocalMember member : members) {
      member.extrapolate(values, period, one);
      for (int h = 0; h < one.length; h++) forecast[h] += one[h] / members.size();
    }
  }
}
