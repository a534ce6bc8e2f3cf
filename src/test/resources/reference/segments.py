"""Writes the reference values of the segment network's tests, computed by PyTorch.

    pip install torch numpy
    python3 segments.py

One file for each cell, `segments-<cell>.txt`, with lines `name value value ...`. Weights stand in the engine's flat layout. The other
arrays have the batch innermost: values [n*W, batch], outputs [m*W, quantiles, batch].
"""

import numpy as np
import torch

from layers import GATES, Cursor, run_layer, sizes, write

BATCH, UNITS, LAYERS = 5, 5, 2
LENGTH, SEGMENTS, HORIZON_SEGMENTS = 3, 4, 3
SERIES, SERIES_WIDTH, STATIC, KNOWN = 4, 2, 2, 3
QUANTILES, CENTRE, LOSS_WEIGHTS = [0.1, 0.5, 0.8, 0.9], 1, [0.5, 2.0, 1.0, 0.25]
INCREMENT_WIDTH = 0.1
LOOKBACK, HORIZON = SEGMENTS * LENGTH, HORIZON_SEGMENTS * LENGTH


def shapes(cell):
    """Of the whole weight array, in order."""
    width = GATES[cell] * UNITS
    layers = sizes(cell, UNITS, UNITS) * LAYERS
    return (
        [(LENGTH + 1, UNITS), (UNITS,)]
        + layers
        + [(SERIES + 1, SERIES_WIDTH)]
        + sizes(cell, SERIES_WIDTH + STATIC, UNITS)
        + [(HORIZON_SEGMENTS, UNITS), (UNITS, width), (KNOWN, width)]
        + [(UNITS, len(QUANTILES) * LENGTH), (len(QUANTILES) * LENGTH,), (LOOKBACK, HORIZON)]
    )


def increment(x):
    return (x + torch.sqrt(x * x + INCREMENT_WIDTH**2)) / 2


def forward(cell, flat, values, observed, series, statics, known):
    """Outputs [batch, m*W, quantiles]."""
    cursor = Cursor(flat)
    take = cursor.take
    share = observed.view(BATCH, SEGMENTS, LENGTH).mean(-1, keepdim=True)
    segments = torch.cat([values.view(BATCH, SEGMENTS, LENGTH), share], -1)
    kernel, bias = take((LENGTH + 1, UNITS)), take((UNITS,))
    x = torch.relu(segments @ kernel + bias).transpose(0, 1)
    for _ in range(LAYERS):
        x, end = run_layer(cell, [take(shape) for shape in sizes(cell, UNITS, UNITS)], x)
    table = take((SERIES + 1, SERIES_WIDTH))
    context = torch.cat([table[series], statics], -1)
    context_kernel, *rest = [take(shape) for shape in sizes(cell, SERIES_WIDTH + STATIC, UNITS)]
    width = GATES[cell] * UNITS
    positions = take((HORIZON_SEGMENTS, UNITS))
    position_kernel, known_kernel = take((UNITS, width)), take((KNOWN, width))
    kernel = torch.cat([position_kernel, known_kernel, context_kernel])
    head, head_bias = take((UNITS, len(QUANTILES) * LENGTH)), take((len(QUANTILES) * LENGTH,))
    skip = take((LOOKBACK, HORIZON))
    assert cursor.at == flat.numel()
    lift = (values @ skip).view(BATCH, HORIZON_SEGMENTS, LENGTH)
    outputs = []
    for s in range(HORIZON_SEGMENTS):
        inputs = torch.cat([positions[s].expand(BATCH, -1), known[:, s], context], -1)
        state, _ = run_layer(cell, [kernel, *rest], inputs[None], end)
        raw = (state[0] @ head + head_bias).view(BATCH, len(QUANTILES), LENGTH)
        quantiles = {CENTRE: raw[:, CENTRE] + lift[:, s]}
        for q in range(CENTRE + 1, len(QUANTILES)):
            quantiles[q] = quantiles[q - 1] + increment(raw[:, q])
        for q in range(CENTRE - 1, -1, -1):
            quantiles[q] = quantiles[q + 1] - increment(raw[:, q])
        outputs.append(torch.stack([quantiles[q] for q in range(len(QUANTILES))], -1))
    return torch.cat(outputs, 1)


def pinball(outputs, targets, weights):
    error = targets[..., None] - outputs
    levels = torch.tensor(QUANTILES)
    each = torch.maximum(levels * error, (levels - 1) * error) * torch.tensor(LOSS_WEIGHTS)
    return (each.mean(-1) * weights).sum() / weights.sum()


def main():
    for c, cell in enumerate(GATES):
        random = np.random.default_rng(c)
        count = sum(int(np.prod(shape)) for shape in shapes(cell))
        flat = random.normal(0, 0.4, count).astype(np.float32)
        observed = (random.random((BATCH, LOOKBACK)) > 0.2).astype(np.float32)
        values = random.normal(0, 1, (BATCH, LOOKBACK)).astype(np.float32) * observed
        series = random.integers(0, SERIES + 1, BATCH)
        statics = random.normal(0, 1, (BATCH, STATIC)).astype(np.float32)
        known = random.normal(0, 1, (BATCH, HORIZON_SEGMENTS, KNOWN)).astype(np.float32)
        targets = random.normal(0, 1, (BATCH, HORIZON)).astype(np.float32)
        goal = random.uniform(0.5, 2, (BATCH, HORIZON)) * (random.random((BATCH, HORIZON)) > 0.2)
        goal = goal.astype(np.float32)
        arrays = {
            "values": values.T, "observed": observed.T, "series": series, "statics": statics.T,
            "known": known.reshape(BATCH, -1).T, "targets": targets.T, "target_weights": goal.T,
        }  # fmt: skip
        inputs = [torch.from_numpy(a) for a in (values, observed, series, statics, known)]
        weights = torch.from_numpy(flat.copy()).requires_grad_()
        optimizer = torch.optim.AdamW([weights], lr=0.01, eps=1e-7, weight_decay=0.1)
        average = weights.detach().clone()
        results = {"weights": flat} | arrays
        for step in range(1, 4):
            optimizer.zero_grad()
            outputs = forward(cell, weights, *inputs)
            loss = pinball(outputs, torch.from_numpy(targets), torch.from_numpy(goal))
            loss.backward()
            if step == 1:
                results["outputs"] = outputs.detach().permute(1, 2, 0)
                results["loss"] = [loss.item()]
                results["gradient"] = weights.grad.clone()
            torch.nn.utils.clip_grad_norm_([weights], 0.1)
            optimizer.step()
            average.lerp_(weights.detach(), 1 - min(0.2, step / (step + 9)))
        write(f"segments-{cell}", results | {"trained": weights.detach(), "average": average})


if __name__ == "__main__":
    main()
