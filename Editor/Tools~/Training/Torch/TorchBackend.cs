using TorchSharp;

namespace RnnGen.Training;

/// <summary>
/// Makes tensors that libtorch computes, in float32 or float64, on the processor or on a CUDA device.
/// </summary>
/// <remarks>
/// Parameters stay in Core's memory, and the backend mirrors each as it is laid out there, anew when its
/// version has grown. Computes only; <see cref="TorchGradients"/> differentiates. Not safe for use by several
/// threads at once.
/// </remarks>
internal sealed class TorchBackend : Backend, IDisposable
{
    private readonly torch.ScalarType type;
    private readonly torch.Device device;
    private readonly Dictionary<Parameter, Mirror> mirrors = [];
    private List<TorchTensor> made = [];
    private List<TorchTensor> older = [];

    /// <summary>Initializes a backend on a CUDA device if there is one, else on the processor.</summary>
    /// <param name="exact">Whether to compute in float64, for checks, instead of float32.</param>
    /// <exception cref="TorchUnavailableException">libtorch cannot be loaded.</exception>
    public TorchBackend(bool exact = false)
    {
        TorchLibrary.Load();
        type = exact ? torch.float64 : torch.float32;
        device = torch.cuda.is_available() ? torch.CUDA : torch.CPU;
    }

    public override Tensor New(int rows, int columns)
    {
        return Make(() => torch.zeros(rows, columns, type, device));
    }

    public override Tensor From(ReadOnlySpan<float> values, int rows, int columns)
    {
        var copy = values.ToArray();
        return Make(() => torch.tensor(copy, rows, columns).to(type, device));
    }

    public override Tensor OneHot(ReadOnlyMemory<int> tokens, int columns)
    {
        using var scope = torch.NewDisposeScope();
        return Add(new TorchTensor(this, scope.Detach(Indices(tokens.Span)), columns));
    }

    public override Tensor Repeat(Parameter row, int rows)
    {
        var repeated = Make(() => Mirrored(row).expand(rows, row.Outputs).clone());
        return Noted(new Affine(repeated, null, null, null, null, row));
    }

    public override void NextStep()
    {
        foreach (var tensor in older)
        {
            tensor.Dispose();
        }

        older.Clear();
        (older, made) = (made, older);
    }

    public override Tensor Keep(Tensor tensor)
    {
        var copy = Make(() => ((TorchTensor)tensor).Value.detach().clone());
        copy.IsKept = true;
        return copy;
    }

    public void Dispose()
    {
        NextStep();
        NextStep();
        foreach (var mirror in mirrors.Values)
        {
            mirror.Values.Dispose();
        }

        mirrors.Clear();
    }

    /// <summary>Computes x W + h U + b, where h and U are both null or both given.</summary>
    internal TorchTensor Map(TorchTensor x, Parameter w, TorchTensor? h, Parameter? u, Parameter? b)
    {
        var y = Make(() =>
        {
            var sum = Product(x, Mirrored(w), b is null ? null : Mirrored(b));
            if (h is not null)
            {
                sum.addmm_(h.Value, Mirrored(u!), 1, 1);
            }

            return sum;
        });
        return Noted(new Affine(y, x, w, h, u, b));
    }

    /// <summary>Makes a tensor, and frees what was computed on the way to it.</summary>
    internal TorchTensor Make(Func<torch.Tensor> compute)
    {
        using var scope = torch.NewDisposeScope();
        return Add(new TorchTensor(this, scope.Detach(compute())));
    }

    /// <summary>Frees what was made since the last step, but for what is kept.</summary>
    internal void Forget()
    {
        foreach (var tensor in made)
        {
            if (!tensor.IsKept)
            {
                tensor.Dispose();
            }
        }

        made.RemoveAll(tensor => !tensor.IsKept);
    }

    internal torch.Tensor Indices(ReadOnlySpan<int> indices)
    {
        var copy = new long[indices.Length];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = indices[i];
        }

        return torch.tensor(copy, device: device);
    }

    internal torch.Tensor Column(ReadOnlySpan<bool> chosen)
    {
        return torch.tensor(chosen.ToArray(), device: device).unsqueeze(1);
    }

    internal torch.Tensor Zeros(Parameter parameter)
    {
        return torch.zeros(parameter.Inputs, parameter.Outputs, type, device);
    }

    private TorchTensor Noted(Affine map)
    {
        if (Record is not null)
        {
            Record.Add(map);
            if (!map.Y.Value.requires_grad)
            {
                map.Y.Value.requires_grad_(true);
            }
        }

        return map.Y;
    }

    private TorchTensor Add(TorchTensor tensor)
    {
        made.Add(tensor);
        return tensor;
    }

    private static torch.Tensor Product(TorchTensor x, torch.Tensor w, torch.Tensor? b)
    {
        if (x.Tokens is null)
        {
            return b is null ? x.Value.mm(w) : torch.addmm(b, x.Value, w, 1, 1);
        }

        var rows = w.index_select(0, x.Tokens);
        if (b is not null)
        {
            rows.add_(b, TorchScalar.One);
        }

        return rows;
    }

    private torch.Tensor Mirrored(Parameter parameter)
    {
        if (!mirrors.TryGetValue(parameter, out var mirror))
        {
            mirror = new Mirror(Zeros(parameter).DetachFromDisposeScope());
            mirrors.Add(parameter, mirror);
        }

        if (mirror.Version != parameter.Version)
        {
            var values = new float[parameter.Inputs * parameter.Outputs];
            for (var input = 0; input < parameter.Inputs; input++)
            {
                parameter.Row(input).CopyTo(values.AsSpan(input * parameter.Outputs));
            }

            mirror.Values.copy_(torch.tensor(values, parameter.Inputs, parameter.Outputs));
            mirror.Version = parameter.Version;
        }

        return mirror.Values;
    }

    /// <summary>Where affine maps are noted down while gradients are wanted, else null.</summary>
    internal List<Affine>? Record { get; set; }

    private sealed class Mirror(torch.Tensor values)
    {
        public readonly torch.Tensor Values = values;
        public int Version = -1;
    }
}
