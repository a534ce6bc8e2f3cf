"""The networks of the workloads in PyTorch."""
from torch import nn

CELLS = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}


class Network(nn.Module):
    def __init__(self, workload, batch_first):
        super().__init__()
        widths = [1] + workload.units
        cell = CELLS[workload.cell]
        self.layers = nn.ModuleList(cell(i, o, batch_first=batch_first) for i, o in zip(widths, workload.units))
        self.head = nn.Linear(workload.units[-1], workload.outputs) if workload.outputs else None
        self.every, self.batch_first = workload.every, batch_first

    def forward(self, x):
        for layer in self.layers:
            x, _ = layer(x)
        if not self.every:
            x = x[:, -1] if self.batch_first else x[-1]
        return self.head(x) if self.head else x
