# Steps of training in PyTorch: the same weights, inputs and losses as the other engines of the benchmark.
# Answers each line of its input with "microseconds loss", and the last one with its peak memory in KB.
import json
import os
import struct
import sys
import time

import numpy
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, linear, one_hot, softplus

RATE = 1e-3
SIDE = 28


def load(path):
    with open(path, "rb") as file:
        size = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(size))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            values = numpy.frombuffer(data[begin:end], dtype="<f4").reshape(entry["shape"])
            tensors[name] = torch.tensor(values.copy())
    return tensors


def lstm_loss(file, layers, hidden, batch, window):
    said = file.pop("inputs/tokens").long()
    tokens = file["head.weight"].shape[0]
    heard = torch.cat([torch.zeros(batch, 1, dtype=torch.long), said[:, :-1]], 1)
    inputs = one_hot(heard.t(), tokens).float().contiguous()
    targets = said.t().reshape(-1)
    lstm = torch.nn.LSTM(tokens, hidden, layers)
    head = torch.nn.Linear(hidden, tokens)
    with torch.no_grad():
        for layer in range(layers):
            getattr(lstm, f"weight_ih_l{layer}").copy_(file[f"layers.{layer}.weight_ih"])
            getattr(lstm, f"weight_hh_l{layer}").copy_(file[f"layers.{layer}.weight_hh"])
            getattr(lstm, f"bias_ih_l{layer}").copy_(file[f"layers.{layer}.bias"])
            getattr(lstm, f"bias_hh_l{layer}").zero_().requires_grad_(False)
        head.weight.copy_(file["head.weight"])
        head.bias.copy_(file["head.bias"])
    learned = [p for p in [*lstm.parameters(), *head.parameters()] if p.requires_grad]
    return learned, lambda: cross_entropy(head(lstm(inputs)[0]).reshape(-1, tokens), targets)


def lstm_step(file, name, x, state):
    hidden, cell = state
    sums = linear(x, file[name + ".weight_ih"], file[name + ".bias"]) + linear(hidden, file[name + ".weight_hh"])
    i, f, g, o = sums.chunk(4, 1)
    cell = f.sigmoid() * cell + i.sigmoid() * g.tanh()
    return o.sigmoid() * cell.tanh(), cell


def filters(attention, count):
    centres = (attention[:, :2] + 1) * ((SIDE + 1) / 2) - 1
    stride = attention[:, 3:4].exp() * ((SIDE - 1) / (count - 1))
    middles = centres.unsqueeze(2) + stride.unsqueeze(2) * (torch.arange(count) - (count - 1) / 2)
    distance = torch.arange(SIDE) - middles.unsqueeze(3)
    sharpness = (-attention[:, 2:3]).exp().unsqueeze(2).unsqueeze(3) * 0.5
    both = (-distance * distance * sharpness).softmax(3)
    return both[:, 1], both[:, 0]


def draw_loss(file, steps, batch):
    images = file.pop("inputs/images")
    noise = file.pop("inputs/noise").chunk(steps, 1)
    learned = [tensor.requires_grad_(True) for tensor in file.values()]
    read, write = 2, 5
    patch = write * write
    size = noise[0].shape[1]

    def state(name):
        return tuple(file[f"initial.{name}_{part}"].reshape(1, -1).expand(batch, -1) for part in ("hidden", "cell"))

    def loss():
        canvas = file["initial.canvas"].reshape(1, -1).expand(batch, -1)
        encoder, decoder = state("encoder"), state("decoder")
        heads = linear(decoder[0], file["heads.weight"], file["heads.bias"])
        divergence = torch.zeros(batch)
        for t in range(steps):
            error = images - canvas.sigmoid()
            both = torch.stack([images.view(-1, SIDE, SIDE), error.view(-1, SIDE, SIDE)], 1)
            y, x = filters(heads[:, patch + 5:patch + 10], read)
            glimpse = (y.unsqueeze(1) @ both @ x.transpose(1, 2).unsqueeze(1)).view(batch, -1)
            glimpse = glimpse * heads[:, patch + 9:patch + 10].exp()
            encoder = lstm_step(file, "encoder", torch.cat([glimpse, decoder[0]], 1), encoder)
            mean, log_sigma = linear(encoder[0], file["latent.weight"], file["latent.bias"]).split(size, 1)
            sigma = log_sigma.exp()
            divergence = divergence + 0.5 * (mean * mean + sigma * sigma - 2 * log_sigma - 1).sum(1)
            decoder = lstm_step(file, "decoder", mean + sigma * noise[t], decoder)
            heads = linear(decoder[0], file["heads.weight"], file["heads.bias"])
            down, across = filters(heads[:, patch:patch + 5], write)
            stroke = down.transpose(1, 2) @ heads[:, :patch].reshape(-1, write, write) @ across
            canvas = canvas + stroke.reshape(batch, -1) * (-heads[:, patch + 4:patch + 5]).exp()
        missed = binary_cross_entropy_with_logits(canvas, images, reduction="none").sum(1)
        return (missed + divergence).mean()

    return learned, loss


def address(memory, before, p):
    width = memory.shape[2]
    key = p[:, :width].tanh()
    strength, sharpness = softplus(p[:, width:width + 1]), softplus(p[:, width + 1:width + 2]) + 1
    gate = p[:, width + 2:width + 3].sigmoid()
    moves = p[:, width + 3:].softmax(1)
    products = (memory @ key.unsqueeze(2)).squeeze(2)
    lengths = (memory.square().sum(2) + 1e-12).sqrt() * (key.square().sum(1, True) + 1e-12).sqrt()
    content = (strength * products / lengths).softmax(1)
    gated = gate * content + (1 - gate) * before
    moved = gated.roll(-1, 1) * moves[:, :1] + gated * moves[:, 1:2] + gated.roll(1, 1) * moves[:, 2:]
    return (sharpness * moved.clamp_min(1e-30).log()).softmax(1)


def ntm_loss(file, steps, batch):
    inputs, targets = file.pop("inputs/x").unbind(), file.pop("inputs/y").unbind()
    learned = [tensor.requires_grad_(True) for tensor in file.values()]
    locations, width, limit = 128, 20, 20

    def loss():
        memory = torch.full((batch, locations, width), 1e-6)
        start = file["ntm.initial_weighting"].view(2, locations).softmax(1)
        focus = [start[0].expand(batch, -1), start[1].expand(batch, -1)]
        read = torch.zeros(batch, width)
        size = file["controller.weight_hh"].shape[1]
        state = torch.zeros(batch, size), torch.zeros(batch, size)
        total = 0
        for x, y in zip(inputs, targets):
            state = lstm_step(file, "controller", torch.cat([x, read], 1), state)
            heads = (linear(state[0], file["ntm.head.weight"], file["ntm.head.bias"]) / limit).tanh() * limit
            looks = heads[:, :2 * (width + 6)].chunk(2, 1)
            erase, add = heads[:, 2 * (width + 6):].unsqueeze(1).chunk(2, 2)
            focus = [address(memory, before, look) for before, look in zip(focus, looks)]
            read = (focus[0].unsqueeze(1) @ memory).squeeze(1)
            where = focus[1].unsqueeze(2)
            memory = memory * (1 - where @ erase.sigmoid()) + where @ add.tanh()
            logits = linear(torch.cat([state[0], read], 1), file["output.weight"], file["output.bias"])
            total = total + binary_cross_entropy_with_logits(logits, y, reduction="sum")
        return total / batch

    return learned, loss


def peak():
    if os.path.exists("/proc/self/status"):
        with open("/proc/self/status") as status:
            return next(line.split()[1] for line in status if line.startswith("VmHWM"))
    if sys.platform == "darwin":
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return 0


def main(path, threads, work, *sizes):
    torch.set_num_threads(int(threads))
    learned, loss = {"lstm": lstm_loss, "draw": draw_loss, "ntm": ntm_loss}[work](load(path), *map(int, sizes))
    adam = torch.optim.Adam(learned, lr=RATE)
    for _ in sys.stdin:
        begin = time.perf_counter()
        adam.zero_grad()
        value = loss()
        value.backward()
        adam.step()
        value = value.item()
        print(f"{(time.perf_counter() - begin) * 1e6} {value} 0", flush=True)
    print(peak(), flush=True)


main(*sys.argv[1:])
