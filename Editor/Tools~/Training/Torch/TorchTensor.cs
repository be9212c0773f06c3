using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace RnnGen.Training;

/// <summary>
/// Represents a batch of rows computed by libtorch, and differentiated by it while a
/// <see cref="TorchGradients"/> records.
/// </summary>
internal sealed class TorchTensor : Tensor
{
    private readonly TorchBackend backend;
    private readonly torch.Tensor? value;

    internal TorchTensor(TorchBackend backend, torch.Tensor value)
    {
        this.backend = backend;
        this.value = value;
        Rows = (int)value.shape[0];
        Columns = (int)value.shape[1];
    }

    internal TorchTensor(TorchBackend backend, torch.Tensor tokens, int columns)
    {
        this.backend = backend;
        Tokens = tokens;
        Rows = (int)tokens.shape[0];
        Columns = columns;
    }

    public override ReadOnlySpan<float> Row(int row)
    {
        using var scope = torch.NewDisposeScope();
        return Value[row].detach().to(torch.float32).cpu().contiguous().data<float>().ToArray();
    }

    public override Tensor Linear(Parameter w, Parameter? b = null)
    {
        return backend.Map(this, w, null, null, b);
    }

    public override Tensor Linear(Parameter w, Tensor h, Parameter u, Parameter? b = null)
    {
        return backend.Map(this, w, (TorchTensor)h, u, b);
    }

    public override Tensor Add(Tensor other) => backend.Make(() => Value.add(Of(other), TorchScalar.One));

    public override Tensor Subtract(Tensor other)
    {
        return backend.Make(() => Value.add(Of(other), TorchScalar.MinusOne));
    }

    public override Tensor Multiply(Tensor other) => backend.Make(() => Value.mul(Of(other)));

    public override Tensor Scale(float factor, float offset = 0)
    {
        using Scalar scale = factor, shift = offset;
        return backend.Make(() => Value.mul(scale).add(shift, TorchScalar.One));
    }

    public override Tensor Sigmoid() => backend.Make(() => Value.sigmoid());

    public override Tensor Tanh() => backend.Make(() => Value.tanh());

    public override Tensor Exp() => backend.Make(() => torch.exp(Value.clamp(TorchScalar.ExpFrom, TorchScalar.ExpTo)));

    public override Tensor Log() => backend.Make(() => torch.log(Value.clamp_min(TorchScalar.SmallestLog)));

    public override Tensor Softmax() => backend.Make(() => torch.softmax(Value, 1));

    public override Tensor Normalise()
    {
        return backend.Make(() =>
            layer_norm(Value, [Columns], eps: 1e-5));
    }

    public override Tensor LogSoftmax(int classes, int apart)
    {
        return backend.Make(() =>
            torch.special.log_softmax(Value.reshape(Rows, -1, classes, apart), 2).reshape(Rows, Columns));
    }

    public override Tensor Sum() => backend.Make(() => Value.sum(1, keepdim: true));

    public override Tensor ScaleRows(Tensor column) => backend.Make(() => Value.mul(Of(column)));

    public override Tensor MatMul(Tensor right, MatrixShape shape, Tensor? start = null)
    {
        return backend.Make(() =>
        {
            var a = Matrices(Value, shape.M, shape.K, shape.TransposeLeft);
            var b = Matrices(Of(right), shape.K, shape.N, shape.TransposeRight);
            var product = a.bmm(b).reshape(Rows, shape.M * shape.N);
            return start is null ? product : product.add(Of(start), TorchScalar.One);
        });
    }

    public override Tensor Part(int start, int count) => backend.Make(() => Value.narrow(1, start, count));

    public override Tensor Join(Tensor right) => backend.Make(() => torch.cat([Value, Of(right)], 1));

    public override Tensor Reshape(int columns) => backend.Make(() => Value.reshape(-1, columns));

    public override Tensor Select(Tensor otherwise, ReadOnlyMemory<bool> chosen)
    {
        return backend.Make(() => torch.where(backend.Column(chosen.Span), Value, Of(otherwise)));
    }

    public override (Tensor Hidden, Tensor Cell) LstmGates(Tensor cell)
    {
        var next = backend.Make(() =>
        {
            var gates = Value.chunk(4, 1);
            var remembered = gates[1].sigmoid().mul(Of(cell));
            return remembered.addcmul(gates[0].sigmoid(), gates[2].tanh(), TorchScalar.One);
        });
        var hidden = backend.Make(
            () => Value.narrow(1, 3 * next.Columns, next.Columns).sigmoid().mul(next.Value.tanh()));
        return (hidden, next);
    }

    public override Tensor FilterBank(int axis, int count, int size, int longest, bool wraps = false)
    {
        return backend.Make(() =>
        {
            using Scalar half = 0.5, grid = (size + 1) / 2.0, step = (longest - 1.0) / (count - 1);
            using Scalar middle = 0.5 - count / 2.0;
            var centre = Value.narrow(1, axis, 1).add(TorchScalar.One).mul(grid).add(TorchScalar.MinusOne);
            var stride = torch.exp(Value.narrow(1, 3, 1)).mul(step);
            var sharpness = torch.exp(Value.narrow(1, 2, 1).neg()).mul(half).unsqueeze(2);
            var offsets = torch.arange(count, Value.dtype, Value.device).add(middle);
            var centres = centre.add(stride.mul(offsets.unsqueeze(0)), TorchScalar.One).unsqueeze(2);
            var pixels = torch.arange(size, Value.dtype, Value.device).view(1, 1, size);
            var distance = pixels.add(centres, TorchScalar.MinusOne);
            if (wraps)
            {
                using Scalar turn = size;
                distance = distance.sub(distance.detach().div(turn).round().mul(turn));
            }

            var filters = torch.softmax(distance.mul(distance).mul(sharpness).neg(), 2);
            return filters.reshape(Rows, count * size);
        });
    }

    public override Tensor TimeGate(Tensor times, float leak)
    {
        return backend.Make(() =>
        {
            using Scalar two = 2, half = 0.5, closed = leak;
            var count = Columns / 3;
            var clock = Value.to(torch.float64);
            var time = Of(times).detach().to(torch.float64);
            time = time.narrow(1, 0, 1).add(time.narrow(1, 1, 1), TorchScalar.One);
            var period = clock.narrow(1, 0, count).abs().clamp_min(TorchScalar.ShortestPeriod);
            var open = clock.narrow(1, 2 * count, count).clamp(TorchScalar.LeastOpen, TorchScalar.One);
            var turns = time.add(clock.narrow(1, count, count), TorchScalar.MinusOne).div(period);
            var phase = turns.add(turns.detach().floor(), TorchScalar.MinusOne);
            var rising = phase.mul(two).div(open);
            var falling = rising.neg().add(two, TorchScalar.One);
            var gate = torch.where(phase.lt(open), falling, phase.mul(closed));
            return torch.where(phase.lt(open.mul(half)), rising, gate).to(Value.dtype);
        });
    }

    public override Tensor CrossEntropy(ReadOnlyMemory<int> targets)
    {
        return backend.Make(() =>
            cross_entropy(
                Value, backend.Indices(targets.Span), ignore_index: -1, reduction: torch.nn.Reduction.None)
                .unsqueeze(1));
    }

    public override Tensor BernoulliLoss(Tensor target)
    {
        return backend.Make(() =>
            binary_cross_entropy_with_logits(Value, Of(target), reduction: torch.nn.Reduction.None)
                .sum(1, keepdim: true));
    }

    public override Tensor Detach() => backend.Make(() => Value.detach());

    internal void Dispose()
    {
        value?.Dispose();
        Tokens?.Dispose();
    }

    private static torch.Tensor Matrices(torch.Tensor values, int rows, int columns, bool isTransposed)
    {
        return isTransposed
            ? values.reshape(-1, columns, rows).transpose(1, 2)
            : values.reshape(-1, rows, columns);
    }

    private static torch.Tensor Of(Tensor tensor) => ((TorchTensor)tensor).Value;

    public override Backend Backend => backend;

    /// <summary>Whether this outlives the window that made it.</summary>
    internal bool IsKept { get; set; }

    /// <summary>The column of each row's 1, int64 [Rows], if this is one-hot.</summary>
    internal torch.Tensor? Tokens { get; }

    /// <summary>The values, [Rows, Columns].</summary>
    internal torch.Tensor Value => value
        ?? throw new InvalidOperationException(
            "A one-hot tensor has no values; it is only an input of Linear.");
}
